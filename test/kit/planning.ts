import type { Company } from './api.js';
import type { CastName } from '../../src/demo/cast.js';

type Name = Exclude<CastName, 'olga'>;

/** What tests read of a planning round. */
export const roundFields = 'round { id version status name workflowCount readyToSettle misaligned { kind count waived } } act { id act } ';

const misalignmentFields = `__typename id kind says waived workflows { id } waivableBy { name } waivedBy { name }
  talk { one { name } other { name } workflow { id } } mends { kind agent { name } workflow { id } until }`;

export interface TalkedOf {
  readonly __typename: string;
  readonly id: string;
  readonly kind: string;
  readonly says: string;
  readonly waived: boolean;
  readonly workflows: readonly { readonly id: string }[];
  readonly waivableBy: readonly { readonly name: string }[];
  readonly waivedBy: readonly { readonly name: string }[];
  readonly talk: readonly { readonly one: { readonly name: string }; readonly other: { readonly name: string }; readonly workflow: { readonly id: string } }[];
  readonly mends: readonly { readonly kind: string; readonly agent: { readonly name: string }; readonly workflow: { readonly id: string }; readonly until: string | null }[];
}

/** A planning round of a company, as its people speak of it. */
export class Planning {
  private constructor(readonly company: Company, readonly id: string) {}

  static async opens(company: Company, convener: string, input: Record<string, unknown> = {}): Promise<Planning> {
    const { round } = await company.does(convener, 'openPlanningRound', 'OpenPlanningRoundInput', { name: 'The planning', window: { due: '2026-12-31' }, ...input }, roundFields);
    return new Planning(company, round.id as string);
  }

  /** Says something of the round, as it is answered. */
  tries(who: string, mutation: string, input: Record<string, unknown> = {}, more = ''): Promise<any> { // eslint-disable-line @typescript-eslint/no-explicit-any -- see Answer in kit/api.ts
    return this.company.tries(who, mutation, inputOf(mutation), { round: this.id, ...input }, `${roundFields} ${more}`);
  }

  /** The same where it must be done. */
  does(who: string, mutation: string, input: Record<string, unknown> = {}): Promise<any> { // eslint-disable-line @typescript-eslint/no-explicit-any -- see Answer in kit/api.ts
    return this.company.does(who, mutation, inputOf(mutation), { round: this.id, ...input }, roundFields);
  }

  /** Settles it, or says why not. */
  settles(who: string): Promise<{ readonly round: { readonly status: string } | null; readonly act: { readonly id: string } | null; readonly misalignments: readonly TalkedOf[]; readonly userErrors: readonly { readonly code: string; readonly message: string; readonly instead: readonly { readonly act: string }[] }[] }> {
    return this.tries(who, 'settlePlanningRound', {}, `misalignments { ${misalignmentFields} }`) as ReturnType<Planning['settles']>;
  }

  async alignment(who: string, more = ''): Promise<readonly TalkedOf[]> {
    const { planningRound } = await this.company.asks(who, `query($id: ID!) { planningRound(id: $id) { alignment(first: 100) { nodes { ${misalignmentFields} ${more} } } } }`, { id: this.id });
    return planningRound.alignment.nodes as readonly TalkedOf[];
  }

  async read(who: string, fields: string, asOf: string | null = null): Promise<any> { // eslint-disable-line @typescript-eslint/no-explicit-any -- see Answer in kit/api.ts
    return (await this.company.asks(who, `query($id: ID!, $asOf: When) { planningRound(id: $id, asOf: $asOf) { ${fields} } }`, { id: this.id, asOf })).planningRound;
  }
}

function inputOf(mutation: string): string {
  const inputs: Readonly<Record<string, string>> = {
    addToPlanningRound: 'PlanningRoundWorkflowsInput', removeFromPlanningRound: 'PlanningRoundWorkflowsInput', inviteToPlanningRound: 'InviteToPlanningRoundInput', moveRoundDeadline: 'MoveRoundDeadlineInput',
    waiveMisalignment: 'MisalignmentInput', takeBackWaiver: 'MisalignmentInput',
  };
  return inputs[mutation] ?? 'PlanningRoundInput';
}

/** A workflow between two people that they negotiate, with a proposal of the Performer's on the table. */
export interface Talked {
  readonly id: string;
  readonly proposal: string;
}

/** A workflow between two people, in which terms of the Performer's stand. */
export async function proposed(company: Company, customer: Name, performer: Name, due = '2026-11-30', statement = 'Build Awesome Tech for the Company', conditions: string[] = []): Promise<Talked> {
  await company.person(customer);
  const { id: workflow } = await company.says(customer, 'openWorkflow', { performer: await company.person(performer), statement, window: { due: '2026-12-31' } });
  await company.says(customer, 'requestHelp', { workflow });
  await company.says(performer, 'offerHelp', { workflow });
  await company.says(customer, 'engageInWorkflow', { workflow });
  return proposes(company, performer, workflow, due, conditions, false);
}

/** New terms on the table. */
export async function proposes(company: Company, who: Name, workflow: string, due: string, conditions: string[] = [], anew = true): Promise<Talked> {
  // Whoever proposes anew speaks of the same conditions.
  const statements = conditions.length === 0 ? ['It works'] : conditions;
  const { standingProposal } = await company.says(who, 'proposeTerms', { workflow, terms: { due, conditions: statements.map((statement, index) => ({ key: anew ? `c${String(index + 1)}` : null, statement })) } });
  if (standingProposal === null) throw new Error('a proposal stands after it was made');
  return { id: workflow, proposal: standingProposal.id };
}

export function consents(company: Company, who: Name, { id, proposal }: Talked): Promise<unknown> {
  return company.says(who, 'consentToProposal', { workflow: id, proposal });
}
