import { z } from 'zod';
import { isUuid } from '../common/identifier.rules.js';
import { isMoment } from '../common/moment.rules.js';

/* The forms that what a state says is made of. */

export const id = z.string().refine(isUuid, 'is no id of ours');
export const moment = z.string().refine(isMoment, 'is no moment');
export const when = moment.nullable();
export const count = z.number().int().min(0);
export const decimal = z.string().regex(/^-?\d{1,20}(\.\d{1,18})?$/);
export const conditionKey = z.string().regex(/^c\d{1,6}$/);
