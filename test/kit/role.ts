import type { Company } from './api.js';

/** What tests read of a role. */
export const roleFields = 'role { id version name status holderCount soleHolder { name } lines { key statement horizon customer { name } backing { speaker { name } } } offers { agent { name } by { name } until } availableActs } act { id act } ';
const workflowFields = 'id phase objective customer { name } performer { name } role { key role { name } } cycle { window { dueOn } requestedAt offeredAt } promise { id status } handOvers { successor { name } }';

const inputs: Readonly<Record<string, string>> = {
  amendRole: 'AmendRoleInput', standBehindRole: 'StandBehindRoleInput', standBackFromRole: 'RoleLinesInput', offerRole: 'OfferRoleInput', takeBackRoleOffer: 'RoleOfferInput',
  linkWorkflowsToRole: 'LinkWorkflowsToRoleInput', takeRole: 'RoleForAgentInput', refuseRole: 'RoleForAgentInput', leaveRole: 'LeaveRoleInput',
};
const more: Readonly<Record<string, string>> = {
  takeRole: `opened { ${workflowFields} } takenOver { ${workflowFields} }`,
  leaveRole: `handedOver { ${workflowFields} } ended { ${workflowFields} } left { ${workflowFields} availableActs { act } }`,
};
const saidAsRead = new Set(['standBehindRole', 'offerRole']);

/** A role of a company, as its people speak of it. */
export class Playing {
  private constructor(readonly company: Company, readonly id: string) {}

  static async creates(company: Company, who: string, input: Record<string, unknown>): Promise<Playing> {
    const { role } = await company.does(who, 'createRole', 'CreateRoleInput', { name: 'Engineer', ...input }, roleFields);
    return new Playing(company, role.id as string);
  }

  /** Says something of the role, as it is answered. */
  async tries(who: string, mutation: string, input: Record<string, unknown> = {}): Promise<any> { // eslint-disable-line @typescript-eslint/no-explicit-any -- see Answer in kit/api.ts
    return this.company.tries(who, mutation, inputs[mutation] ?? 'RoleInput', { role: this.id, ...await this.#asRead(who, mutation), ...input }, `${roleFields} ${more[mutation] ?? ''}`);
  }

  /** The same where it must be done. */
  async does(who: string, mutation: string, input: Record<string, unknown> = {}): Promise<any> { // eslint-disable-line @typescript-eslint/no-explicit-any -- see Answer in kit/api.ts
    return this.company.does(who, mutation, inputs[mutation] ?? 'RoleInput', { role: this.id, ...await this.#asRead(who, mutation), ...input }, `${roleFields} ${more[mutation] ?? ''}`);
  }

  /** What asks in somebody's name is said of the version that they read. */
  async #asRead(who: string, mutation: string): Promise<Record<string, unknown>> {
    return saidAsRead.has(mutation) ? { expectedVersion: (await this.read(who, 'version')).version } : {};
  }

  async offeredTo(agent: string, by: string, input: Record<string, unknown> = {}): Promise<this> {
    await this.does(by, 'offerRole', { agent, ...input });
    return this;
  }

  async read(who: string, fields: string, asOf: string | null = null): Promise<any> { // eslint-disable-line @typescript-eslint/no-explicit-any -- see Answer in kit/api.ts
    return (await this.company.asks(who, `query($id: ID!, $asOf: When) { role(id: $id, asOf: $asOf) { ${fields} } }`, { id: this.id, asOf })).role;
  }
}

/** What an engineer is asked for by Dana. */
export const featureLine = { statement: 'Implement a part of Awesome Product', horizon: 'P3M', conditions: [{ statement: 'It passes the tests of the product' }] };
