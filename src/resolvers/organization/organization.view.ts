import { thresholdsWith } from '../../domain/diagnosis/thresholds.rules.js';
import { customershipDefaultsOf, usualCapacityOf } from '../../domain/organization/organization.rules.js';
import type { OrganizationState } from '../../domain/organization/organization.rules.js';
import type { Organization } from '../../schema/organization/organization.types.js';
import { idOf } from '../common/identifiers.js';
import type { Lazy } from '../common/lazy.js';

export function organizationView(state: OrganizationState): Lazy<Organization> {
  return {
    __typename: 'Organization',
    id: idOf('Organization', state.id),
    name: state.name,
    timeZone: state.zone,
    version: state.version,
    foundedAt: state.foundedAt,
    capacity: { ...usualCapacityOf(state) },
    customershipDefaults: customershipDefaultsOf(state).map(({ upToDays, terms }) => ({ upToDays, terms })),
    diagnosisThresholds: thresholdsWith(null, state.thresholds),
  };
}
