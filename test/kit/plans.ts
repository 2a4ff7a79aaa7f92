import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import neo4j from 'neo4j-driver';
import type { Driver, Plan } from 'neo4j-driver';
import { encodeParameters, readStatements } from '../../src/graph/statement.js';
import type { Statement, ValueType } from '../../src/graph/statement.js';
import { packageRoot } from '../../src/root.js';
import { testDatabaseSettings } from './api.js';

/** Every statement there is, from its file. */
export const statementFiles: ReadonlyMap<string, Statement> = readStatements(join(packageRoot, 'cypher'));

/** Loads every file that may bind a statement: only src/graph does (lint sees to that). */
export async function bindEveryStatement(): Promise<void> {
  const folder = join(packageRoot, 'src', 'graph');
  await Promise.all(readdirSync(folder).filter((name) => name.endsWith('.ts')).map((name) => import(join(folder, name)) as Promise<unknown>));
}

const samples: Record<ValueType['kind'], unknown> = { string: 'x', integer: 1, float: 0.5, boolean: true, list: [], map: {}, any: 'x' };

/** A value of the declared type for each parameter: a plan is made for types, not for values. */
export function sampleParameters(statement: Statement, known: Record<string, unknown> = {}): Record<string, unknown> {
  return Object.fromEntries([...statement.parameters].map(([name, { kind }]) => [name, known[name] ?? samples[kind]]));
}

/** What the database makes of a statement without running it. */
export interface Explained {
  readonly columns: readonly string[];
  /** r, w, rw or s: what the database says the statement does. */
  readonly kind: string;
  readonly plan: Plan;
}

export class Explainer {
  readonly #driver: Driver;

  constructor() {
    const { uri, user, password } = testDatabaseSettings();
    this.#driver = neo4j.driver(uri, neo4j.auth.basic(user, password));
  }

  async explain(statement: Statement, parameters: Record<string, unknown>): Promise<Explained> {
    const session = this.#driver.session();
    try {
      const result = session.run(`EXPLAIN ${statement.text}`, encodeParameters(statement, parameters));
      const columns = await result.keys();
      const { plan, queryType } = await result.summary();
      if (plan === false) throw new Error(`The database made no plan for ${statement.name}.`);
      return { columns, kind: queryType, plan };
    } finally {
      await session.close();
    }
  }

  async close(): Promise<void> {
    await this.#driver.close();
  }
}

/** The operator without the name of the planner's database: `NodeIndexSeek`, not `NodeIndexSeek@neo4j`. */
export function operatorOf(plan: Plan): string {
  return plan.operatorType.replace(/@.*$/, '');
}

/** What the operator says of itself: the index, the predicates. */
export function detailsOf(plan: Plan): string {
  return String((plan.arguments as Record<string, unknown>).Details ?? '');
}

export function* operatorsOf(plan: Plan): Generator<Plan> {
  yield plan;
  for (const child of plan.children) yield* operatorsOf(child);
}

/** Whether an operator passes on at most one row, whatever is in the database. */
export function givesOneRowAtMost(plan: Plan): boolean {
  const [first] = plan.children;
  switch (operatorOf(plan)) {
    case 'NodeUniqueIndexSeek':
    case 'NodeUniqueIndexSeek(Locking)':
      // An exact seek names a value for each column; a list, a range or a mere presence may find many.
      return !/ IN | IS NOT NULL| STARTS WITH |[<>]/.test(detailsOf(plan));
    case 'EagerAggregation':
      return /^count\(\*\) AS \w+$/.test(detailsOf(plan));
    case 'Argument':
      return true;
    // Each row of the first is let through or not.
    case 'SemiApply':
    case 'AntiSemiApply':
    case 'SelectOrSemiApply':
    case 'SelectOrAntiSemiApply':
    case 'LetSemiApply':
    case 'LetSelectOrAntiSemiApply':
      return first !== undefined && givesOneRowAtMost(first);
    case 'Filter':
    case 'Optional':
    case 'Projection':
    case 'CacheProperties':
    case 'Apply':
    case 'CartesianProduct':
      return first !== undefined && plan.children.every(givesOneRowAtMost);
    default:
      return false;
  }
}

export function leavesOf(plan: Plan): readonly Plan[] {
  return [...operatorsOf(plan)].filter((one) => one.children.length === 0);
}

/** The plan as a person reads it, for the message of a failed test. */
export function textOf(plan: Plan, depth = 0): string {
  const line = `${'  '.repeat(depth)}${operatorOf(plan)} ${detailsOf(plan)}`;
  return [line, ...plan.children.map((child) => textOf(child, depth + 1))].join('\n');
}
