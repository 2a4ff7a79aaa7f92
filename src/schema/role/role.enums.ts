import { roleStatuses } from '../../domain/role/role.types.js';
import { enumOf } from '../common/enum-of.js';

export const RoleStatusEnum = enumOf('RoleStatus', 'Where a role stands.', roleStatuses, {
  STANDING: 'It is offered, taken and held.',
  RETIRED: 'It is offered to nobody any more. Whoever holds it does so until they leave.',
});
