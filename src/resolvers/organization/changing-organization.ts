import type { Context } from '../../context.js';
import { invariant } from '../../domain/common/refusal.js';
import { checkOptionalText } from '../../domain/common/text.rules.js';
import type { OrganizationActData, OrganizationActKind, OrganizationState } from '../../domain/organization/organization.rules.js';
import type { OrganizationPayload } from '../../schema/organization/organization.inputs.js';
import { actView } from '../act/act.view.js';
import { changeAs, expectVersion, requireAdministrator } from '../common/changing.js';
import { orUserErrors } from '../common/refusals.js';
import { organizationView } from './organization.view.js';

interface Wish {
  readonly words?: string | null;
  readonly idempotencyKey?: string | null;
  readonly expectedVersion?: number | null;
}

/** Every change of the organisation: by an administrator, one at a time. */
export function changeOrganization<Kind extends OrganizationActKind>(context: Context, operation: string, act: Kind, input: Wish, content: (state: OrganizationState) => OrganizationActData[Kind]): Promise<OrganizationPayload> {
  const payload = orUserErrors(
    async () => {
      const words = checkOptionalText(input.words, 'words', 'words');
      const changed = await changeAs(context, operation, input, { lockOrganization: true }, (found) => {
        requireAdministrator(found);
        expectVersion(found.organization.version, input.expectedVersion);
        return [{ kind: 'ORGANIZATION', id: found.organization.id, before: found.organization, said: [{ act, data: content(found.organization), words }] }];
      });
      const [record] = changed.acts;
      invariant(record !== undefined, 'an act about the organisation was recorded');
      return { act: actView(record), organization: organizationView(record.state as OrganizationState) };
    },
    { act: null, organization: null },
  );
  // Views answer their fields when asked (resolvers/common/lazy.ts), which graphql-js does and the class type cannot say.
  return payload as unknown as Promise<OrganizationPayload>;
}
