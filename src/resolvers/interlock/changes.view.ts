import type { Context } from '../../context.js';
import type { Cut } from '../../domain/interlock/allowance.rules.js';
import { diffImpacts } from '../../domain/interlock/impact-diff.rules.js';
import type { ImpactDiff, ImpactOutline } from '../../domain/interlock/impact-diff.rules.js';
import type { Impact } from '../../domain/interlock/impact.rules.js';
import { inOrder, planSubjects } from '../../domain/interlock/plan-changes.rules.js';
import type { ChangePlace, Difference, PlanChange as Change } from '../../domain/interlock/plan-changes.rules.js';
import type { AffectedThen, DifferenceCounts, ImpactChange, PlanChange, PlanDifferences } from '../../schema/interlock/changes.types.js';
import { idOf } from '../common/identifiers.js';
import type { Lazy } from '../common/lazy.js';
import { loadWorkflow, walkedWorkflow } from '../workflow/workflow.view.js';
import { late } from './impact.view.js';

/** One promise at both moments. */
export interface ImpactChangeRow {
  readonly workflow: string;
  readonly before: ImpactOutline | null;
  readonly after: ImpactOutline | null;
}

/** Two answers to one question, in the order of the workflows. */
export class ImpactChangesView {
  readonly countBefore: number;
  readonly countAfter: number;
  readonly isPartial: boolean;
  readonly because: readonly string[];
  readonly counts: DifferenceCounts;
  private readonly rows: readonly ImpactChangeRow[];

  /** @param asked what was asked, from which a cursor of another question is told */
  constructor(before: Impact, after: Impact, readonly asked: unknown) {
    const { appeared, gone, changed, isPartial }: ImpactDiff = diffImpacts(before, after);
    this.countBefore = before.count;
    this.countAfter = after.count;
    this.isPartial = isPartial;
    this.because = [...new Set([...before.cut, ...after.cut])];
    this.counts = { appeared: appeared.length, gone: gone.length, changed: changed.length };
    this.rows = [
      ...appeared.map((one) => ({ workflow: one.workflow, before: null, after: one })),
      ...gone.map((one) => ({ workflow: one.workflow, before: one, after: null })),
      ...changed.map((one) => ({ workflow: one.after.workflow, before: one.before, after: one.after })),
    ].sort((one, other) => (one.workflow < other.workflow ? -1 : 1));
  }

  page(first: number, after: string | null): readonly ImpactChangeRow[] {
    const start = after === null ? 0 : this.rows.findIndex(({ workflow }) => workflow > after);
    return start < 0 ? [] : this.rows.slice(start, start + first);
  }

  get count(): number {
    return this.rows.length;
  }
}

function affectedThen(row: ImpactOutline | null): AffectedThen | null {
  return row === null ? null : { distance: row.distance, kind: row.kind, ...late(row.daysLate) };
}

export function impactChangeView({ workflow, before, after }: ImpactChangeRow): Lazy<ImpactChange> {
  return {
    difference: before === null ? 'APPEARED' : after === null ? 'GONE' : 'CHANGED',
    workflow: walkedWorkflow(workflow),
    before: affectedThen(before),
    after: affectedThen(after),
  };
}

/** What has become of a plan, as far as somebody may see it. */
export class PlanChangesView {
  /**
   * @param hiddenCount how many changes there are besides that the viewer may not see
   * @param because why there may be more than these, and those
   */
  constructor(private readonly rows: readonly Change[], readonly hiddenCount: number, readonly because: readonly Cut[], readonly asked: unknown) {}

  get isPartial(): boolean {
    return this.because.length > 0;
  }

  page(first: number, after: ChangePlace | null): readonly Change[] {
    const start = after === null ? 0 : this.rows.findIndex((row) => inOrder(row, after) > 0);
    return start < 0 ? [] : this.rows.slice(start, start + first);
  }

  get count(): number {
    return this.rows.length;
  }

  get counts(): readonly PlanDifferences[] {
    const counted = new Map<string, number>();
    for (const { subject, difference } of this.rows) counted.set(`${subject} ${difference}`, (counted.get(`${subject} ${difference}`) ?? 0) + 1);
    return planSubjects.map((subject) => {
      const count = (difference: Difference): number => counted.get(`${subject} ${difference}`) ?? 0;
      return { subject, counts: { appeared: count('APPEARED'), gone: count('GONE'), changed: count('CHANGED') } };
    });
  }
}

const agents: ReadonlySet<string> = new Set(['customer', 'performer']);

export function planChangeView({ subject, difference, workflow, condition, other, dependency, fields }: Change): Lazy<PlanChange> {
  const shown = (field: string, value: string | null): string | null => (value !== null && agents.has(field) ? idOf('Agent', value) : value);
  return {
    subject, difference, condition,
    workflow: walkedWorkflow(workflow),
    other: (_: never, context: Context) => (other === null ? null : loadWorkflow(other, null, context)),
    dependency: dependency === null ? null : idOf('Dependency', dependency),
    fields: fields.map(({ field, before, after }) => ({ field, before: shown(field, before), after: shown(field, after) })),
  };
}
