/**
 * The company of the tables in "Planning", with names. The same people stand in the demo, the tests, the documentation
 * and the examples, so that whoever has met them once knows them everywhere.
 */
export interface Person {
  readonly name: string;
  readonly title: string;
  /** What their tokens carry as subject. */
  readonly subject: string;
}

export const cast = {
  grace: { name: 'Grace Okafor', title: 'Chair of the Board', subject: 'grace' },
  henrik: { name: 'Henrik Lund', title: 'Board member', subject: 'henrik' },
  ada: { name: 'Ada Moreau', title: 'CEO', subject: 'ada' },
  bram: { name: 'Bram Visser', title: 'CTO', subject: 'bram' },
  chidi: { name: 'Chidi Adeyemi', title: 'Engineer', subject: 'chidi' },
  dana: { name: 'Dana Levi', title: 'Product Owner', subject: 'dana' },
  emil: { name: 'Emil Novak', title: 'Engineer 1', subject: 'emil' },
  fatima: { name: 'Fatima Haddad', title: 'Engineer 2', subject: 'fatima' },
  olga: { name: 'Olga Petrova', title: 'Administrator', subject: 'olga' },
} as const satisfies Record<string, Person>;

export type CastName = keyof typeof cast;

export const company = { name: 'Awesome Company', zone: 'Europe/Amsterdam', board: 'Board of Directors' } as const;
