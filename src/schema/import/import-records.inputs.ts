import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { UserError } from '../common/payloads.js';

@InputType({ description: 'A table as comma-separated values: of people, or of reporting lines, which become implicit workflows.' })
export class ImportTableInput {
  @Field(() => String, { description: 'Where it comes from: the ids in it are ids there.' })
  source: string;

  @Field(() => String, { description: 'The text, whose first line names the columns (docs/import-format.md). A table of people has `name`, one of reporting lines `person` and `manager`.' })
  text: string;
}

@InputType({ description: 'Records of the neutral format, as an administrator brings them in.' })
export class ImportRecordsInput {
  @Field(() => String, { nullable: true, description: 'A key of your own making. The same key with the same input does the thing once, and answers the same again for 48 hours.' })
  idempotencyKey?: string | null;

  @Field(() => [String], { nullable: true, description: 'One JSON text for each record, the header first: the lines of a file (docs/import-format.md). 250 at most; `npm run import` takes more. Either these or `table`.' })
  records?: string[] | null;

  @Field(() => ImportTableInput, { nullable: true, description: 'A table of people, or of reporting lines.' })
  table?: ImportTableInput | null;

  @Field(() => Boolean, { nullable: true, description: 'Check everything and write nothing.' })
  dryRun?: boolean | null;
}

@ObjectType({ description: 'How many records of one kind came in.', simpleResolvers: true })
export class ImportTally {
  @Field(() => Int, { description: 'New here.' })
  added: number;

  @Field(() => Int, { description: 'Here already, from an earlier import of the same record; what they have become since stays.' })
  unchanged: number;
}

@ObjectType({ description: 'What an import brought; with `dryRun`, what it would bring.', simpleResolvers: true })
export class ImportReport {
  @Field(() => ImportTally, { description: 'People, groups and automations.' })
  agents: ImportTally;

  @Field(() => ImportTally, { description: 'Memberships of groups.' })
  memberships: ImportTally;

  @Field(() => ImportTally, { description: 'Concerns.' })
  concerns: ImportTally;

  @Field(() => ImportTally, { description: 'Workflows, attested as they stand.' })
  workflows: ImportTally;
}

@ObjectType({ description: 'What is wrong with one record.', simpleResolvers: true })
export class ImportProblem {
  @Field(() => Int, { description: 'Its line, from 1.' })
  line: number;

  @Field(() => String, { description: 'What is wrong and what to do, for people.' })
  message: string;
}

@ObjectType({ description: 'What came of `importRecords`.', simpleResolvers: true })
export class ImportRecordsPayload {
  @Field(() => ImportReport, { nullable: true, description: 'What came in; null when it was refused.' })
  report: ImportReport | null;

  @Field(() => [ImportProblem], { nullable: true, description: 'Every record that is in the way, the first 100 of them; null when none is.' })
  problems: readonly ImportProblem[] | null;

  @Field(() => [UserError], { description: 'Why it was refused; empty when it was done.' })
  userErrors: UserError[];
}
