import { simpleTerms } from './api.js';
import type { Company } from './api.js';
import { saysPatiently } from './cycle-mutations.js';

/** Further off than anything that is promised in a scene, so that what serves it fits. */
const farOff = '2037-12-31';

interface Party {
  readonly agent: string;
  /** Who speaks for it. */
  readonly voice: string;
}

/** Other workflows of a company, for what takes two: each is played when it is first asked for, and stays for every scene. */
export class Neighbours {
  readonly #played = new Map<string, Promise<string>>();
  readonly #company: Company;

  constructor(company: Company) {
    this.#company = company;
  }

  /** One that somebody has promised something in, for a time longer than any other. */
  promisedBy(performer: Party, name: string): Promise<string> {
    return this.#once(`${performer.agent} promised ${name}`, () => this.#play(performer, true));
  }

  /** One that somebody negotiates, for as long. */
  async negotiatedBy(performer: Party): Promise<string> {
    return this.#play(performer, false);
  }

  #once(name: string, play: () => Promise<string>): Promise<string> {
    const workflow = this.#played.get(name) ?? play();
    this.#played.set(name, workflow);
    return workflow;
  }

  async #play({ agent, voice }: Party, promised: boolean): Promise<string> {
    const company = this.#company;
    const { id: workflow } = await saysPatiently(company, 'olga', 'openWorkflow', { performer: agent, statement: 'Make the Company Awesome', window: { due: farOff } });
    const says = (who: string, mutation: string, input: Record<string, unknown> = {}) => saysPatiently(company, who, mutation, { workflow, ...input });
    await says('olga', 'requestHelp');
    await says(voice, 'offerHelp');
    await says('olga', 'engageInWorkflow');
    const { standingProposal } = await says(voice, 'proposeTerms', { terms: simpleTerms(farOff) });
    if (promised) await says('olga', 'agreeToProposal', { proposal: standingProposal?.id });
    return workflow;
  }
}
