import { randomBytes } from 'node:crypto';
import { FOREVER, momentOf } from '../../src/domain/common/moment.rules.js';
import { uuidv7 } from '../../src/domain/common/identifier.rules.js';
import type { Database } from '../../src/graph/database.js';
import { aDay, monday } from './api.js';

/** Enough of everything that a plan which reads a whole label is visibly dearer than one which seeks. */
const agents = 300;
const workflows = 600;
const actsEach = 5;

type Row = Record<string, unknown>;

/**
 * Fills an organisation of its own with as many nodes of each label as a planner needs to take an index seriously.
 * They have what the indexes hold and the shape of the graph, but no states: only plans are made over them.
 */
export class Population {
  readonly org: string;
  readonly subject = 'agent-0';
  readonly #database: Database;

  private constructor(database: Database, org: string) {
    this.#database = database;
    this.org = org;
  }

  static async settle(database: Database): Promise<Population> {
    const population = new Population(database, uuidv7(monday, randomBytes(10)));
    await population.#create();
    // Samples the indexes and forgets every plan made before.
    await database.runText('CALL db.prepareForReplanning(300)');
    return population;
  }

  async leave(): Promise<void> {
    await this.#database.runText('MATCH (n) WHERE n.org = $org CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 1000 ROWS', { org: this.org });
  }

  async #create(): Promise<void> {
    const { org } = this;
    const at = (day: number): string => momentOf(monday + day * aDay);
    const make = (count: number, row: (index: number) => Row): Row[] => Array.from({ length: count }, (_, index) => ({ org, ...row(index) }));
    const customer = (index: number): string => `agent-${String(index % agents)}`;
    const performer = (index: number): string => `agent-${String((index * 7 + 1) % agents)}`;

    await this.#nodes('Organization', make(1, () => ({ id: org })));
    await this.#nodes('Agent', make(agents, (n) => ({
      id: `agent-${String(n)}`, name: `Agent ${String(n)}`, subject: `agent-${String(n)}`, active: true, administrator: n < 3, kind: n % 10 === 9 ? 'GROUP' : 'PERSON', createdAt: at(0),
    })));
    await this.#nodes('Concern', make(workflows, (n) => ({ id: `concern-${String(n)}`, holder: customer(n), status: n % 2 === 0 ? 'OPEN' : 'TAKEN_UP', searchText: `statement ${String(n)}` })));
    await this.#nodes('Workflow', make(workflows, (n) => ({
      id: `workflow-${String(n)}`, concern: `concern-${String(n)}`, customer: customer(n), performer: performer(n), phase: (['LISTENING', 'NEGOTIATING', 'EXECUTING', 'ASSESSING', 'CLOSED'] as const)[n % 5] ?? 'CLOSED', explicit: n % 10 !== 0, inPhaseSince: at(n % 90), successors: [], ...(n % 20 === 0 ? { private: true } : {}), ...(n % 40 === 0 ? { chained: true, above: [] } : {}), due: at(n % 365), horizonDays: n % 365, openedAt: at(0),
    })));
    await this.#nodes('Proposal', make(workflows, (n) => ({ id: `proposal-${String(n)}`, workflow: `workflow-${String(n)}`, version: 1 })));
    await this.#nodes('Promise', make(workflows, (n) => ({
      id: `promise-${String(n)}`, workflow: `workflow-${String(n)}`, customer: customer(n), performer: performer(n), due: at(n % 365), madeAt: at(1), horizonDays: n % 365, status: n % 3 === 0 ? 'SUPERSEDED' : 'IN_FORCE', ...(n % 3 === 0 ? { endedAt: at(n % 200) } : {}), ...(n % 15 === 1 ? { unmeasured: true } : {}),
    })));
    await this.#nodes('Condition', make(workflows, (n) => ({ id: `promise-${String(n)}/c1`, promise: `promise-${String(n)}`, workflow: `workflow-${String(n)}` })));
    await this.#nodes('Assessment', make(workflows, (n) => ({ id: `assessment-${String(n)}`, workflow: `workflow-${String(n)}`, promise: `promise-${String(n)}` })));
    await this.#nodes('Act', make(workflows * actsEach, (n) => {
      const workflow = Math.floor(n / actsEach);
      const sequence = (n % actsEach) + 1;
      return {
        id: `act-${String(n)}`, kind: 'WORKFLOW', about: `workflow-${String(workflow)}`, sequence, act: 'REMARK', person: customer(workflow), customer: customer(workflow), performer: performer(workflow),
        phase: 'EXECUTING', recordedAt: at(sequence), from: at(sequence), to: sequence === actsEach ? FOREVER : at(sequence + 1),
      };
    }));
    await this.#nodes('IdempotencyRecord', make(workflows, (n) => ({ viewer: customer(n), operation: 'remarkOnWorkflow', key: `key-${String(n)}`, expiresAt: at(2 + (n % 30)) })));
    // As few as there are in one organisation; what looks across them all finds those of tests besides.
    await this.#nodes('Webhook', make(20, (n) => ({ id: `webhook-${String(n)}`, agent: customer(n), status: n % 5 === 0 ? 'PAUSED' : 'ACTIVE', slow: n % 7 === 0, nextAt: at(0), number: n, epoch: 'epoch', leaseUntil: 0, leaseToken: 0, leaseHolder: '', deliveries: [] })));

    await this.#edges('Agent', 'CUSTOMER_OF', 'Workflow', make(workflows, (n) => ({ from: customer(n), to: `workflow-${String(n)}` })));
    await this.#edges('Agent', 'PERFORMER_OF', 'Workflow', make(workflows, (n) => ({ from: performer(n), to: `workflow-${String(n)}` })));
    await this.#edges('Agent', 'AWAITED_IN', 'Workflow', make(workflows, (n) => ({ from: performer(n), to: `workflow-${String(n)}` })));
    await this.#database.runText(
      `MATCH (agent:Agent {org: $org})-[awaited:AWAITED_IN]->(workflow:Workflow) WHERE agent.id > ''
       SET awaited += {org: $org, agent: agent.id, side: 'PERFORMER', move: 'DELIVER', due: workflow.due, atDue: false, key: workflow.id + '/PERFORMER/DELIVER'}`,
      { org },
    );
    await this.#edges('Agent', 'NAMED_FOR', 'Workflow', make(agents, (n) => ({ from: customer(n + 3), to: `workflow-${String(n)}` })));
    await this.#edges('Agent', 'HOLDS', 'Concern', make(workflows, (n) => ({ from: customer(n), to: `concern-${String(n)}` })));
    await this.#edges('Workflow', 'ABOUT', 'Concern', make(workflows, (n) => ({ from: `workflow-${String(n)}`, to: `concern-${String(n)}` })));
    // Each serves the one that a third of the way leads to, and needs its neighbour; half as many did so once.
    const parent = (n: number): string => `workflow-${String(Math.floor(n / 3))}`;
    const neighbour = (n: number): string => `workflow-${String(n + 1)}`;
    for (const [type, count] of [['SERVES', workflows - 1], ['SERVED', workflows / 2]] as const) await this.#edges('Workflow', type, 'Workflow', make(count, (n) => ({ from: `workflow-${String(n + 1)}`, to: parent(n) })));
    for (const [type, count] of [['DEPENDS_ON', workflows - 1], ['DEPENDED_ON', workflows / 2]] as const) await this.#edges('Workflow', type, 'Workflow', make(count, (n) => ({ from: `workflow-${String(n)}`, to: neighbour(n) })));
    await this.#edges('Workflow', 'HAS_PROPOSAL', 'Proposal', make(workflows, (n) => ({ from: `workflow-${String(n)}`, to: `proposal-${String(n)}` })));
    await this.#edges('Workflow', 'HAS_PROMISE', 'Promise', make(workflows, (n) => ({ from: `workflow-${String(n)}`, to: `promise-${String(n)}` })));
    await this.#edges('Workflow', 'HAS_ASSESSMENT', 'Assessment', make(workflows, (n) => ({ from: `workflow-${String(n)}`, to: `assessment-${String(n)}` })));
    await this.#edges('Promise', 'HAS_CONDITION', 'Condition', make(workflows, (n) => ({ from: `promise-${String(n)}`, to: `promise-${String(n)}/c1` })));
    await this.#edges('Agent', 'MEMBER_OF', 'Agent', make(agents - agents / 10, (n) => {
      const member = Math.floor(n / 9) * 10 + (n % 9);
      return { from: `agent-${String(member)}`, to: `agent-${String(Math.floor(n / 9) * 10 + 9)}` };
    }));
    await this.#edges('Agent', 'SAID', 'Act', make(workflows * actsEach, (n) => ({ from: customer(Math.floor(n / actsEach)), to: `act-${String(n)}` })));
  }

  async #nodes(label: string, rows: readonly Row[]): Promise<void> {
    await this.#database.runText(`UNWIND $rows AS row CREATE (n:${label}) SET n = row`, { rows });
  }

  async #edges(from: string, type: string, to: string, rows: readonly Row[]): Promise<void> {
    await this.#database.runText(
      `UNWIND $rows AS row MATCH (a:${from} {org: row.org, id: row.from}) MATCH (b:${to} {org: row.org, id: row.to}) CREATE (a)-[:${type} {from: '2026-03-02T09:00:00.000Z', to: '9999-12-31T23:59:59.999Z', representative: true}]->(b)`,
      { rows },
    );
  }
}
