import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { invalid } from '../../domain/common/refusal.js';
import { checkOptionalText } from '../../domain/common/text.rules.js';
import { customershipDefaultsOf } from '../../domain/organization/organization.rules.js';
import { mayDraw, notAParty } from '../../domain/role/linking.rules.js';
import { backedBy, checkLines, checkNames } from '../../domain/role/role-words.rules.js';
import type { RoleActData, RoleLineTerms } from '../../domain/role/role.types.js';
import type { Voice } from '../../domain/workflow/speaker.rules.js';
import type { SubjectChange } from '../../graph/composing.js';
import { voiceOf } from '../../graph/reader.js';
import { alsoRoleScene } from '../../graph/roles.js';
import type { RoleScene } from '../../graph/roles.js';
import { CreateRoleInput, RolePayload } from '../../schema/role/role.inputs.js';
import type { RoleWorkflowInput } from '../../schema/role/role.inputs.js';
import { changeAs, groupSpokenFor } from '../common/changing.js';
import { notFound, optionalLocalId } from '../common/identifiers.js';
import { customersIn, linesNamed, ownOr, rolePayload, workflowsNamed } from './roles.js';

@Resolver()
export class CreateRole {
  @Mutation(() => RolePayload, { description: 'Somebody gives a name to workflows that belong together, and keeps it. Lines of which you are the Customer, or represent them, are asked for by it; other Customers are to stand behind theirs.' })
  createRole(@Arg('input', () => CreateRoleInput, { description: 'What is said.' }) input: CreateRoleInput, @Ctx() context: Context): Promise<RolePayload> {
    return rolePayload(async () => {
      const keeper = optionalLocalId('Agent', input.keeper, 'keeper');
      const lines = linesNamed(input.lines);
      const workflows = workflowsNamed((input.workflows ?? []).map(({ workflow }) => workflow), (index) => ['workflows', String(index), 'workflow']);
      const words = checkOptionalText(input.words, 'words', 'words');
      const target = { role: '', performer: null, ofViewer: false, workflows };
      return changeAs<RoleScene>(context, 'createRole', input, { role: target }, ({ viewer, organization, now, newId }, { cast, workflows: found }): readonly SubjectChange[] => {
        const voice = voiceOf(viewer);
        const speaker = ownOr(keeper, voice, 'keeper', 'A role is kept');
        const role = newId();
        const pattern = checkLines(lines, { before: null, cast, zone: organization.zone, now, defaults: customershipDefaultsOf(organization) });
        const data: RoleActData['CREATE_ROLE'] = { role, ...checkNames(input, null), keeper: speaker, ...pattern, backed: backedBy(pattern.lines, voice, null), workflows };
        return [
          { kind: 'ROLE', id: role, before: null, said: [{ act: 'CREATE_ROLE', data, party: groupSpokenFor(speaker, voice), words }] },
          ...joining(input.workflows ?? [], workflows, role, pattern.lines, found, cast, voice),
        ];
      }, alsoRoleScene(context.identity, { ...target, agents: [...customersIn(lines), ...(keeper === null ? [] : [keeper])] }));
    });
  }
}

/** What is said in the workflows that the role is drawn from. @throws Refusal */
function joining(words: readonly RoleWorkflowInput[], ids: readonly string[], role: string, lines: readonly RoleLineTerms[], found: RoleScene['workflows'], cast: RoleScene['cast'], voice: Voice): readonly SubjectChange[] {
  return ids.map((id, index) => {
    const one = found.get(id);
    if (one?.seen !== true) throw notFound('Workflow', ['workflows', String(index), 'workflow']);
    if (!mayDraw(one.state, voice, cast)) throw notAParty(['workflows', String(index), 'workflow']);
    if (one.state.role !== undefined) throw invalid(['workflows', index, 'workflow'], 'This workflow is one of another role already.');
    const line = lines[(words[index]?.line ?? 1) - 1];
    if (line === undefined) throw invalid(['workflows', index, 'line'], `There is no such line: there are ${String(lines.length)}.`);
    return { kind: 'WORKFLOW', id, before: one.state, said: [{ act: 'ROLE_JOINED', data: { role, line: line.key }, side: null }] };
  });
}
