import { cast, company } from './cast.js';
import type { CastName } from './cast.js';
import { theProduct } from './product-story.js';
import { Director, Playing, Thread, length } from './stage.js';
import type { Stage } from './stage.js';

const day = 24 * 60 * 60 * 1_000;

export function storyBegins(now: number): number {
  return now - length * day;
}

/** Plays the whole story. @returns how many acts were spoken */
export async function playDemo(stage: Stage): Promise<number> {
  const director = new Director(stage);
  const agents = await gather(director);
  // What ties two workflows is said after what stands in both, so they are told in turns.
  const whole = await boardAndCeo(director, agents);
  // Said once: what is said about it later may be said on another day of the calendar, whenever the story is told.
  const due = director.lastDayOf('P1Y', 60);
  const tech = await ceoAndCto(director, agents, whole, due);
  await aYearWithTheBoard(whole);
  await ctoRenegotiates(tech, due);
  await ctoAndEngineer(director, agents, tech);
  await tech.says('bram', 330, 'reportProgress', 'On course.', { values: [{ condition: 'c1', value: '99.96' }, { condition: 'c2', value: '30' }], confidence: 0.85 });
  await theProduct(director, agents, { whole, tech });
  await asides(director, agents);
  // The last act: until now the organisation bore another name, which says that the demo is still being loaded.
  await director.says('olga', length, 'renameOrganization', { name: company.name }, 'organization');
  return director.played;
}

export type Agents = Readonly<Record<Exclude<CastName, 'olga'> | 'board', string>>;

async function gather(director: Director): Promise<Agents> {
  const agents: Partial<Record<CastName | 'board', string>> = {};
  const add = async (key: CastName | 'board', input: Record<string, unknown>): Promise<string> => {
    const { agent } = await director.says('olga', 0, 'createAgent', input, 'agent');
    if (agent == null) throw new Error('createAgent returned no agent.');
    return (agents[key] = agent.id);
  };
  const people = Object.keys(cast) as CastName[];
  for (const who of people.filter((name) => name !== 'olga')) await add(who, { kind: 'PERSON', name: cast[who].name, subject: cast[who].subject });
  const group = await add('board', { kind: 'GROUP', name: company.board });
  // The CEO sits on the Board and is no voice of it.
  for (const who of ['grace', 'henrik', 'ada'] as const) await director.says('olga', 0, 'addMember', { group, member: agents[who] }, 'agent');
  for (const who of ['grace', 'henrik'] as const) await director.says('olga', 0, 'nameRepresentative', { group, member: agents[who] }, 'agent');
  return agents as Agents;
}

/** Three years. Its terms came of a counter-proposal. It serves no other promise; in the end, all others serve it. */
async function boardAndCeo(director: Director, { board, ada }: Agents): Promise<Thread> {
  const due = director.lastDayOf('P3Y', 1);
  const w = await Thread.begins(director, 'grace', 1, 'openWorkflow', {
    customer: board, performer: ada, statement: 'Make the Company Awesome', window: { due }, request: true,
    words: 'In three years we want to be the company that others measure themselves by. Will you take us there?',
  });
  await w.says('ada', 2, 'offerHelp', 'I will: a product people love, on technology that carries it, and a team that stays.');
  await w.says('henrik', 3, 'engageInWorkflow', 'The Board is with you.');
  await w.says('ada', 5, 'proposeTerms', 'Three results, three years.', {
    terms: {
      due,
      conditions: [
        { statement: 'Customers recommend us', measure: { metric: 'net promoter score', direction: 'RAISE', baseline: '12', target: '45' } },
        { statement: 'The company grows', measure: { metric: 'annual recurring revenue', unit: 'million euro', direction: 'RAISE', baseline: '4', target: '20' } },
        { statement: 'People stay', mandatory: false, measure: { metric: 'yearly regretted attrition', unit: 'percent', direction: 'STAY_BELOW', target: '8' } },
      ],
    },
  });
  await w.says('grace', 8, 'proposeTerms', 'We would rather have a sound company than a large one: less growth, and no losses by the end.', {
    terms: {
      due,
      conditions: [
        { key: 'c1', statement: 'Customers recommend us', measure: { metric: 'net promoter score', direction: 'RAISE', baseline: '12', target: '45' } },
        { key: 'c2', statement: 'The company grows', measure: { metric: 'annual recurring revenue', unit: 'million euro', direction: 'RAISE', baseline: '4', target: '15' } },
        { statement: 'The company earns its own living', measure: { metric: 'operating margin', unit: 'percent', direction: 'RAISE', baseline: '-20', target: '5' } },
        { key: 'c3', statement: 'People stay', mandatory: false, measure: { metric: 'yearly regretted attrition', unit: 'percent', direction: 'STAY_BELOW', target: '8' } },
      ],
    },
  });
  await w.says('ada', 9, 'makePromise', 'That is a better promise than mine. I make it.');
  await w.says('grace', 10, 'declareRoot', 'What the company is for, we decide here.');
  await w.says('ada', 10, 'markOwnConditions', 'That people stay is mine alone: I delegate it to nobody.', { conditions: ['c3'] });
  return w;
}

/** It is executing since. */
async function aYearWithTheBoard(w: Thread): Promise<void> {
  await w.says('grace', 100, 'checkIn', 'How is the first quarter?');
  await w.says('ada', 101, 'reportProgress', 'A good start; revenue follows the product, so it will be late in the year.', {
    values: [{ condition: 'c1', value: '19' }, { condition: 'c2', value: '4.6' }, { condition: 'c4', value: '-17' }, { condition: 'c3', value: '6' }], confidence: 0.8,
  });
  await w.says('grace', 285, 'checkIn', 'The Board would like to hear of the margin.');
  await w.says('ada', 287, 'reportProgress', 'Margin is on its way; we sell less than I hoped, to people who like us more than I hoped.', {
    values: [{ condition: 'c1', value: '31' }, { condition: 'c2', value: '6.1' }, { condition: 'c4', value: '-9' }, { condition: 'c3', value: '7.5' }], confidence: 0.7,
  });
}

/** One year. */
async function ceoAndCto(director: Director, { bram }: Agents, whole: Thread, due: string): Promise<Thread> {
  const aMonthEarlier = director.lastDayOf('P11M', 60);
  const w = await Thread.begins(director, 'ada', 60, 'openWorkflow', {
    performer: bram, statement: 'Build Awesome Tech for the Company', window: { due }, request: true,
    words: 'I have promised the Board a product that people recommend. I need technology that never lets them down.',
  });
  await w.says('bram', 61, 'offerHelp', 'A platform that stays up, and releases every day.');
  await w.says('ada', 61, 'engageInWorkflow', null);
  await w.says('bram', 64, 'proposeTerms', 'My first version.', {
    terms: {
      due: aMonthEarlier,
      conditions: [
        { statement: 'The platform stays up', measure: { metric: 'availability', unit: 'percent', direction: 'STAY_ABOVE', target: '99.95' } },
        { statement: 'We release when we like', measure: { metric: 'lead time for changes', unit: 'hours', direction: 'LOWER', baseline: '240', target: '24' } },
        { statement: 'The old billing system is gone' },
      ],
    },
  });
  await w.says('ada', 65, 'agreeToProposal', 'Agreed. Thank you.');
  await w.says('ada', 66, 'servePromise', 'Nobody recommends what is down, and what is slow to change costs more than we earn.', {
    parent: whole.id, share: '1', contributions: [{ condition: 'c1', contribution: '0.4' }, { condition: 'c4', contribution: '0.5' }],
  });
  return w;
}

/** Executing; the promise in force superseded an earlier one. */
async function ctoRenegotiates(w: Thread, due: string): Promise<void> {
  await w.says('bram', 150, 'reportProgress', 'Releases are quick; billing is a swamp.', {
    values: [{ condition: 'c1', value: '99.97' }, { condition: 'c2', value: '60' }], confidence: 0.6,
  });
  await w.says('ada', 152, 'checkIn', 'What would help you with billing?');
  await w.says('bram', 200, 'renegotiatePromise', 'Billing holds contracts that run for another year: it cannot be switched off in time without breaking them.');
  await w.says('bram', 202, 'proposeTerms', 'No new contract on the old system, instead of none at all.', {
    terms: {
      due,
      conditions: [
        { key: 'c1', statement: 'The platform stays up', measure: { metric: 'availability', unit: 'percent', direction: 'STAY_ABOVE', target: '99.95' } },
        { key: 'c2', statement: 'We release when we like', measure: { metric: 'lead time for changes', unit: 'hours', direction: 'LOWER', baseline: '240', target: '24' } },
        { key: 'c3', statement: 'No new contract is billed by the old system' },
      ],
    },
  });
  await w.says('ada', 203, 'agreeToProposal', 'That serves what I need. Good that you said so early.');
}

/**
 * Three months. In its second cycle, delivered and waiting for its Q4; in the first, a delivery came back for rework. What
 * the two have done twice has become a role, which the engineer holds.
 */
async function ctoAndEngineer(director: Director, { bram, chidi }: Agents, tech: Thread): Promise<void> {
  const due = director.lastDayOf('P3M', 210);
  const w = await Thread.begins(director, 'bram', 210, 'openWorkflow', {
    performer: chidi, statement: 'Implement Awesome Feature', window: { due }, request: true,
    words: 'Search is what they complain about most.',
  });
  await w.says('chidi', 211, 'offerHelp', 'I will build search that feels instant.');
  await w.says('bram', 211, 'engageInWorkflow', null);
  await w.says('chidi', 213, 'proposeTerms', null, {
    terms: {
      due,
      conditions: [
        { statement: 'The feature is in the hands of every customer' },
        { statement: 'It answers quickly', measure: { metric: '95th percentile of response time', unit: 'milliseconds', direction: 'LOWER', baseline: '900', target: '200' } },
      ],
    },
  });
  await w.says('bram', 214, 'agreeToProposal', null);
  await w.says('bram', 215, 'servePromise', null, { parent: tech.id, share: '1', contributions: [{ condition: 'c2', contribution: '0.25' }] });
  await w.says('bram', 228, 'checkIn', 'Do you have all you need from the data team?');
  await w.says('chidi', 250, 'reportProgress', 'Indexing works; ranking next.', { values: [{ condition: 'c2', value: '420' }], confidence: 0.7 });
  await w.says('chidi', 280, 'deliverResults', 'Search is live for everybody.', { values: [{ condition: 'c2', value: '310' }] });
  await w.says('bram', 282, 'assessDelivery', 'It is there, and it is good; it is not yet quick. You have more than two weeks left: go on.', {
    outcomes: [{ condition: 'c1', outcome: 'MET' }, { condition: 'c2', outcome: 'NOT_MET' }], satisfaction: 3, otherwise: 'REWORK',
  });
  await w.says('chidi', 292, 'deliverResults', 'Now it is quick.', { values: [{ condition: 'c2', value: '170' }] });
  await w.says('bram', 293, 'assessDelivery', 'Instant, as promised.', {
    outcomes: [{ condition: 'c1', outcome: 'MET' }, { condition: 'c2', outcome: 'MET' }], satisfaction: 5,
  });
  await w.says('chidi', 294, 'reviewCustomer', 'You knew what you wanted and came by often.', { clarity: 5, helpfulness: 4 });
  const nextDue = director.lastDayOf('P3M', 300);
  await w.says('bram', 300, 'renewWorkflow', 'The same for reports, please.', { window: { due: nextDue } });
  await w.says('bram', 300, 'articulateConcern', null, { statement: 'Implement Awesome Feature: reports that nobody has to wait for' });
  await w.says('bram', 301, 'requestHelp', 'Will you do it again?');
  await w.says('chidi', 301, 'offerHelp', 'With pleasure.');
  await w.says('bram', 302, 'engageInWorkflow', null);
  await w.says('chidi', 303, 'proposeTerms', null, {
    terms: { due: nextDue, conditions: [{ statement: 'Every report opens within a second', measure: { metric: 'slowest report', unit: 'milliseconds', direction: 'LOWER', baseline: '14000', target: '1000' } }] },
  });
  await w.says('bram', 304, 'agreeToProposal', null);
  await w.says('bram', 305, 'reweighServing', 'We can release what we can measure.', { parent: tech.id, share: '1', contributions: [{ condition: 'c2', contribution: '0.4' }] });
  const role = await Playing.begins(director, 'bram', 306, {
    name: 'Feature engineer', description: 'Has customers get one thing each quarter that they have been asking for.', workflows: [{ workflow: w.id }],
    lines: [{ customer: bram, statement: 'Implement Awesome Feature', horizon: 'P3M', conditions: [{ statement: 'The feature is in the hands of every customer' }] }],
    words: 'We have done this twice. Let it have a name, so that others can take it too.',
  });
  await role.offers('bram', 306, chidi, 'It is what you do already. Will you be known for it?');
  await role.takes('chidi', 307, 'Gladly. But find a second one: if I fall ill, nobody ships.');
  await w.says('bram', 340, 'checkIn', 'Looks well.');
  await w.says('chidi', 398, 'deliverResults', 'All reports are quick. More than a week late: the last one was a hard nut.', { values: [{ condition: 'c3', value: '840' }] });
}

/** What else happens in a company: an offer declined, a wish, what nobody says aloud, and what two keep between them. */
async function asides(director: Director, { bram, chidi, fatima }: Agents): Promise<void> {
  const offer = await Thread.begins(director, 'emil', 320, 'openWorkflowWithOffer', {
    customer: bram, statement: 'Move everything to a new programming language', window: { due: director.lastDayOf('P6M', 320) },
    words: 'I could rewrite the platform in half a year.',
  });
  await offer.says('bram', 322, 'declineWorkflow', 'It is not what we need now; thank you for offering.');

  await director.says('ada', 360, 'holdConcern', { statement: 'Customers trust us with their data', words: 'Who would take this on?' }, 'concern');
  await Thread.begins(director, 'bram', 365, 'noticeWorkflow', {
    customer: bram, performer: fatima, statement: 'Somebody answers when the platform calls at night', window: { due: director.lastDayOf('P1Y', 365) },
    words: 'It has always been so; we never spoke about it.',
  });

  const quiet = await Thread.begins(director, 'bram', 380, 'openWorkflow', {
    performer: chidi, statement: 'Somebody else can lead the platform team', window: { due: director.lastDayOf('P6M', 380) }, request: true, visibility: 'PARTIES',
    words: 'Between the two of us, until you know whether you want it.',
  });
  await quiet.says('chidi', 382, 'offerHelp', 'I would like to find out. Let me lead one release, and then we talk.');
  await quiet.says('bram', 382, 'engageInWorkflow', null);
  await quiet.says('chidi', 384, 'proposeTerms', null, { terms: { due: director.lastDayOf('P3M', 380), conditions: [{ statement: 'I have led one release from plan to retrospective' }] } });
  await quiet.says('bram', 385, 'agreeToProposal', null);
}
