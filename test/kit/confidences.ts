import type { Database } from '../../src/graph/database.js';
import { Playing, featureLine } from './role.js';
import { simpleTerms } from './api.js';
import type { Company } from './api.js';

/**
 * An organisation in which Ada and Bram keep much between them, in every phase, and all that they say there says "hush".
 * Chidi is a member; Henrik sits on the Board and does not represent it; Olga looks after the roster; Emil has left; Dana
 * is named to take over one of the workflows.
 */
export class Confidences {
  /** Workflows that only their parties may see, by where they stand. */
  readonly workflows = { assessed: '', negotiating: '', renegotiating: '', declined: '', shared: '', board: '', narrowed: '', served: '' };
  /** One that everybody sees, about the concern that `shared` is about too. */
  open = '';
  openConcern = '';
  /** Two that everybody sees: one that is served by what they don't, and one that needs something of it. */
  openParent = '';
  bargaining = '';
  /** A planning round that everybody sees, with some of these in it. */
  round = '';
  /** A role that everybody sees, with some of these in it. */
  role = '';
  /** A moment at which `narrowed` was still seen by all. */
  before = '';
  readonly agents = { ada: '', bram: '', chidi: '', dana: '', board: '' };

  private constructor(private readonly company: Company) {}

  static async gather(company: Company): Promise<Confidences> {
    const confidences = new Confidences(company);
    for (const name of ['ada', 'bram', 'chidi', 'dana'] as const) confidences.agents[name] = await company.person(name);
    confidences.agents.board = await company.group('Board of Directors', 'grace', 'henrik');
    await company.does('olga', 'deactivateAgent', 'AgentInput', { agent: await company.person('emil') }, 'agent { id }');
    await confidences.#assessed();
    await confidences.#negotiating();
    await confidences.#renegotiating();
    await confidences.#declined();
    await confidences.#shared();
    await confidences.#board();
    await confidences.#narrowed();
    await confidences.#tied();
    await confidences.#planned();
    company.api.clock.now += 60_000;
    return confidences;
  }

  /** The ids of all that nobody else may hear of, as the database knows them, by kind. */
  async secrets(database: Database): Promise<ReadonlyMap<string, readonly string[]>> {
    const [row] = await database.runText(
      `MATCH (workflow:Workflow {org: $org}) WHERE workflow.private
       WITH collect(workflow.id) AS hidden
       RETURN hidden AS Workflow,
         COLLECT { MATCH (one:Proposal {org: $org}) WHERE one.workflow IN hidden RETURN one.id } AS Proposal,
         COLLECT { MATCH (one:Promise {org: $org}) WHERE one.workflow IN hidden RETURN one.id } AS Promise,
         COLLECT { MATCH (one:Assessment {org: $org}) WHERE one.workflow IN hidden RETURN one.id } AS Assessment,
         COLLECT { MATCH (concern:Concern {org: $org})<-[:ABOUT]-(about:Workflow) WITH concern, collect(about.id) AS abouts WHERE all(id IN abouts WHERE id IN hidden) RETURN concern.id } AS Concern,
         COLLECT { MATCH (act:Act {org: $org}) WHERE act.about IN hidden OR (act.kind = 'CONCERN' AND any(id IN hidden WHERE act.data CONTAINS id)) RETURN act.id } AS Act`,
      { org: this.company.org },
    );
    return new Map(Object.entries(row as Record<string, string[]>));
  }

  async #opens(customer: 'ada' | 'grace', statement: string, more: Record<string, unknown> = {}): Promise<string> {
    this.company.api.clock.now += 1_000;
    const { id } = await this.company.says(customer, 'openWorkflow', {
      performer: this.agents.bram, statement, window: { due: '2026-12-31' }, request: true, visibility: 'PARTIES', words: 'hush', ...more,
    });
    return id;
  }

  async #promised(workflow: string, customer: 'ada' | 'grace' = 'ada'): Promise<void> {
    await this.#says('bram', 'offerHelp', workflow);
    await this.#says(customer, 'engageInWorkflow', workflow);
    await this.#says('bram', 'proposeTerms', workflow, { terms: simpleTerms('2026-10-31', 'hush, a draft') });
    const { standingProposal } = await this.#says('bram', 'proposeTerms', workflow, { terms: { due: '2026-11-30', conditions: [{ statement: 'hush, it works', measure: { metric: 'hush', direction: 'RAISE', baseline: '1', target: '9' } }] } });
    await this.#says(customer, 'agreeToProposal', workflow, { proposal: standingProposal?.id });
  }

  #says(who: string, mutation: string, workflow: string, input: Record<string, unknown> = {}) {
    this.company.api.clock.now += 1_000;
    // What is said where all hear it has no secret in its words.
    const open = [this.open, this.openParent, this.bargaining].includes(workflow);
    return this.company.says(who, mutation, { workflow, words: open ? null : 'hush', ...input });
  }

  async #assessed(): Promise<void> {
    const workflow = this.workflows.assessed = await this.#opens('ada', 'hush, succession');
    await this.#promised(workflow);
    await this.#says('bram', 'renegotiatePromise', workflow);
    const { standingProposal } = await this.#says('bram', 'proposeTerms', workflow, { terms: simpleTerms('2026-11-15', 'hush, less of it') });
    await this.#says('ada', 'agreeToProposal', workflow, { proposal: standingProposal?.id });
    await this.#says('ada', 'checkIn', workflow);
    await this.#says('bram', 'reportProgress', workflow, { confidence: 0.5 });
    await this.#says('bram', 'deliverResults', workflow);
    await this.#says('ada', 'assessDelivery', workflow, { outcomes: [{ condition: 'c3', outcome: 'MET' }], satisfaction: 4 });
    await this.#says('bram', 'reviewCustomer', workflow, { clarity: 4, helpfulness: 4 });
  }

  async #negotiating(): Promise<void> {
    const workflow = this.workflows.negotiating = await this.#opens('ada', 'hush, pay');
    await this.#says('bram', 'offerHelp', workflow);
    await this.#says('ada', 'engageInWorkflow', workflow);
    await this.#says('bram', 'proposeTerms', workflow, { terms: simpleTerms('2026-10-31', 'hush, so much') });
    await this.#says('ada', 'articulateConcern', workflow, { statement: 'hush, pay and hours' });
    await this.#says('ada', 'deferWorkflow', workflow, { until: '2026-05-01' });
    await this.#says('ada', 'handOverWorkflow', workflow, { successor: this.agents.dana, side: 'CUSTOMER' });
  }

  async #renegotiating(): Promise<void> {
    const workflow = this.workflows.renegotiating = await this.#opens('ada', 'hush, hours');
    await this.#promised(workflow);
    // It is what the promise that it serves will be done by, too.
    await this.#says('bram', 'reportProgress', workflow, { confidence: 0.5, forecast: '2026-11-20' });
    await this.#says('bram', 'renegotiatePromise', workflow);
  }

  async #declined(): Promise<void> {
    const workflow = this.workflows.declined = await this.#opens('ada', 'hush, a merger');
    await this.#says('bram', 'declineWorkflow', workflow);
  }

  /** Two about one concern, which all may see: one that all see as well, and one that they don't. */
  async #shared(): Promise<void> {
    this.open = await this.#opens('ada', 'Customers trust us', { visibility: 'ORGANIZATION', words: null });
    const { workflow } = await this.company.asks('ada', 'query($id: ID!) { workflow(id: $id) { concern { id } } }', { id: this.open });
    this.openConcern = workflow.concern.id;
    const passing = await this.#opens('ada', '', { visibility: 'ORGANIZATION', statement: null, concern: this.openConcern, words: null });
    this.workflows.shared = await this.#opens('ada', '', { statement: null, concern: this.openConcern });
    await this.#says('ada', 'articulateConcern', this.workflows.shared, { statement: 'hush, Customers have found out' });
    await this.#promised(this.workflows.shared);
    // What is left of the workflows about the concern moves up in its state, and so into what this act changed.
    await this.#says('bram', 'declineWorkflow', passing, { words: 'No.' });
  }

  async #board(): Promise<void> {
    this.workflows.board = await this.#opens('grace', 'hush, the CEO', { customer: this.agents.board });
    await this.#promised(this.workflows.board, 'grace');
  }

  /** Everybody saw this one, until Ada made it private. */
  async #narrowed(): Promise<void> {
    const workflow = this.workflows.narrowed = await this.#opens('ada', 'hush, we are sold', { visibility: 'ORGANIZATION' });
    await this.#promised(workflow);
    this.before = new Date(this.company.api.clock.now).toISOString();
    await this.#says('ada', 'setWorkflowVisibility', workflow, { visibility: 'PARTIES' });
  }

  /** What all may see serves and needs what they may not, and the other way round. */
  async #tied(): Promise<void> {
    const of = async (workflow: string): Promise<void> => {
      await this.#says('bram', 'requestHelp', workflow);
      await this.#says('ada', 'offerHelp', workflow);
      await this.#says('bram', 'engageInWorkflow', workflow);
      const { standingProposal } = await this.#says('ada', 'proposeTerms', workflow, { terms: simpleTerms('2026-12-31', 'It is quiet') });
      await this.#says('bram', 'agreeToProposal', workflow, { proposal: standingProposal?.id });
    };
    const opens = async (statement: string, more: object): Promise<string> =>
      (await this.company.says('bram', 'openWorkflow', { performer: this.agents.ada, statement, window: { due: '2026-12-31' }, ...more })).id;
    // What it serves is theirs as well.
    this.workflows.served = await opens('hush, a severance', { visibility: 'PARTIES_AND_CHAIN_ABOVE' });
    await of(this.workflows.served);
    this.openParent = await opens('Somebody listens', {});
    await of(this.openParent);
    this.bargaining = await this.#opens('ada', 'Customers are heard', { visibility: 'ORGANIZATION', words: null });
    for (const [who, mutation] of [['bram', 'offerHelp'], ['ada', 'engageInWorkflow']] as const) await this.#says(who, mutation, this.bargaining, { words: null });

    const { negotiating, renegotiating, shared, served } = this.workflows;
    const serves = (workflow: string, parent: string, condition = 'c1') => this.#says('ada', 'servePromise', workflow, { parent, contributions: [{ condition }] });
    await serves(this.open, served);
    await serves(renegotiating, this.openParent);
    await serves(negotiating, served);
    const needs = (workflow: string, provider: string, kind = 'HARD') => this.#says('bram', 'dependOnPromise', workflow, { provider, neededBy: '2026-10-01', kind });
    await needs(this.bargaining, shared);
    await needs(negotiating, this.openParent);
    await needs(negotiating, shared);
    // Two that hang together while they negotiate.
    await needs(this.bargaining, negotiating, 'SOFT');
    await needs(negotiating, this.bargaining, 'SOFT');
  }

  /** A round of Ada's, in which a consent was given, and something accepted as it is. */
  async #planned(): Promise<void> {
    const { negotiating, renegotiating, served } = this.workflows;
    await this.#says('bram', 'offerHelp', this.open, { words: null });
    await this.#says('ada', 'engageInWorkflow', this.open, { words: null });
    const { standingProposal } = await this.#says('bram', 'proposeTerms', renegotiating, { terms: simpleTerms('2026-11-30', 'hush, fewer hours') });
    // One that waits for a consent and needs what was not acknowledged, too late; and one in which nothing stands.
    const begun: string[] = [];
    for (const statement of ['hush, a bonus', 'hush, a car']) {
      const workflow = await this.#opens('ada', statement);
      await this.#says('bram', 'offerHelp', workflow);
      await this.#says('ada', 'engageInWorkflow', workflow);
      begun.push(workflow);
    }
    const [waiting = ''] = begun;
    await this.#says('bram', 'proposeTerms', waiting, { terms: simpleTerms('2026-11-30', 'hush, a tenth') });
    await this.#says('bram', 'dependOnPromise', waiting, { provider: renegotiating, neededBy: '2026-10-01', kind: 'HARD' });
    const { round } = await this.company.does('ada', 'openPlanningRound', 'OpenPlanningRoundInput', {
      name: 'The year to come', window: { due: '2026-12-31' }, workflows: [...begun, negotiating, renegotiating, served, this.open, this.openParent, this.bargaining], agents: [this.agents.bram],
    }, 'round { id }');
    this.round = round.id as string;
    const drawn = [negotiating, renegotiating, this.open].map((workflow) => ({ workflow }));
    const role = await Playing.creates(this.company, 'ada', { lines: [featureLine, { ...featureLine, customer: this.agents.ada }], workflows: drawn });
    this.role = role.id;
    await (await role.offeredTo(this.agents.bram, 'ada')).does('bram', 'takeRole');
    await role.offeredTo(this.agents.dana, 'ada');
    await this.#says('ada', 'consentToProposal', renegotiating, { proposal: standingProposal?.id });
    const { planningRound } = await this.company.asks('ada', 'query($id: ID!) { planningRound(id: $id) { alignment(first: 50) { nodes { id kind waivableBy { id } } } } }', { id: this.round });
    const mine = (planningRound.alignment.nodes as { id: string; waivableBy: { id: string }[] }[]).filter(({ waivableBy }) => waivableBy.some(({ id }) => id === this.agents.ada));
    for (const { id } of mine) await this.company.does('ada', 'waiveMisalignment', 'MisalignmentInput', { round: this.round, misalignment: id }, 'round { id }');
  }
}
