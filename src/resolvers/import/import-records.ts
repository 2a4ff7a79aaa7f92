import { Arg, Ctx, Extensions, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { invalid } from '../../domain/common/refusal.js';
import { checkText, textLimits } from '../../domain/common/text.rules.js';
import type { Line } from '../../domain/import/lines.rules.js';
import { tableFrom } from '../../domain/import/reporting-lines.rules.js';
import { Problems, gatherWish } from '../../domain/import/wish.rules.js';
import { ImportRefused, importRecords } from '../../graph/import.js';
import { ImportRecordsInput, ImportRecordsPayload } from '../../schema/import/import-records.inputs.js';
import { orUserErrors } from '../common/refusals.js';

/** No list of an input is longer; a file has more lines. */
const mostLines = 250;

/** @throws Refusal INVALID_INPUT unless there are records, or a table, and not both */
function linesOf({ records, table }: ImportRecordsInput): readonly Line[] {
  if ((records == null) === (table == null)) throw invalid('records', 'Give either `records` or `table`.');
  if (table == null) return (records ?? []).map((text, index) => ({ number: index + 1, text }));
  return tableFrom(table.text, checkText(table.source, 'name', ['table', 'source']));
}

@Resolver()
export class ImportRecords {
  @Extensions({ points: 50 }) // hundreds of things in one go
  @Mutation(() => ImportRecordsPayload, { description: 'Brings in what was under way elsewhere, as it stands there: all of it or nothing. Sent twice, it changes nothing. For administrators.' })
  async importRecords(@Arg('input', () => ImportRecordsInput, { description: 'The records.' }) input: ImportRecordsInput, @Ctx() context: Context): Promise<ImportRecordsPayload> {
    let problems: ImportRecordsPayload['problems'] = null;
    const payload = await orUserErrors(
      async () => {
        const { idempotencyKey: key = null } = input;
        if (key !== null && (key.length === 0 || key.length > textLimits.key)) throw invalid('idempotencyKey', `A key has 1 to ${textLimits.key} characters; a UUID serves well.`);
        const found = new Problems();
        const wish = await gatherWish(linesOf(input), found, mostLines);
        const request = { ...context.identity, operation: 'importRecords', key, input, bookmarks: context.bookmarks, budget: context.budget };
        const { tallies, bookmarks } = await importRecords(context.sources, request, wish, found, { dryRun: input.dryRun ?? false }).catch((error: unknown) => {
          if (error instanceof ImportRefused) ({ problems } = error);
          throw error;
        });
        for (const bookmark of bookmarks) context.written.add(bookmark);
        context.forget();
        return { report: tallies };
      },
      { report: null },
    );
    return { ...payload, problems };
  }
}
