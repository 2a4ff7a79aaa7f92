import { searchKinds } from '../../domain/search/search.rules.js';
import { enumOf } from '../common/enum-of.js';

export const SearchKind = enumOf('SearchKind', 'What a search looks into.', searchKinds, {
  CONCERN: 'Statements of concerns.',
  PROMISE: 'Objectives of promises.',
  CONDITION: 'Conditions of satisfaction, and what they are measured by.',
  PERSON: 'Names of people.',
  GROUP: 'Names of groups.',
  AUTOMATION: 'Names of automations.',
});
