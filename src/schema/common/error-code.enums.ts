import { refusalCodes } from '../../domain/common/refusal.js';
import { enumOf } from './enum-of.js';

export const ErrorCode = enumOf('ErrorCode', 'Why something was refused. Codes are stable; messages are for people.', Object.keys(refusalCodes) as (keyof typeof refusalCodes)[], refusalCodes);
