export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A kind of figure, as a scrape introduces it. */
export interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  /** The labels of its samples, without those that its type has of itself. */
  readonly labels: readonly string[];
}

/** Figures in Prometheus' text format, version 0.0.4, read to the letter. @throws on a line that is not of it */
export class Scrape {
  readonly samples: readonly Sample[];
  readonly families: readonly Family[];

  constructor(readonly text: string) {
    const helps = new Map<string, string>();
    const types = new Map<string, string>();
    const samples: Sample[] = [];
    for (const line of text.split('\n').filter((one) => one !== '')) {
      const comment = /^# (HELP|TYPE) ([a-zA-Z_:][\w:]*) (.*)$/.exec(line);
      const sample = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/.exec(line);
      if (comment !== null) (comment[1] === 'HELP' ? helps : types).set(comment[2] ?? '', comment[3] ?? '');
      else if (sample !== null) samples.push({ name: sample[1] ?? '', labels: labelsOf(sample[2] ?? '', line), value: valueOf(sample[3] ?? '', line) });
      else throw new Error(`This is no line of Prometheus' text format: ${line}`);
    }
    this.samples = samples;
    this.families = [...types].map(([name, type]) => {
      const own = type === 'histogram' ? samples.filter((sample) => [`${name}_bucket`, `${name}_sum`, `${name}_count`].includes(sample.name)) : samples.filter((sample) => sample.name === name);
      return { name, type, help: helps.get(name) ?? '', labels: [...new Set(own.flatMap((sample) => Object.keys(sample.labels)))].filter((label) => label !== 'le') };
    });
    const introduced = new Set(this.families.flatMap(({ name, type }) => (type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name])));
    const strange = samples.find(({ name }) => !introduced.has(name) && !/_(sum|count)$/.test(name));
    if (strange !== undefined) throw new Error(`${strange.name} has no TYPE.`);
  }

  /** Those that are not of Node itself. */
  get ours(): readonly Sample[] {
    return this.samples.filter(({ name }) => name.startsWith('promisegraph_'));
  }

  /** One figure; 0 for one that has not been counted yet. */
  value(name: string, labels: Readonly<Record<string, string>>): number {
    const found = this.samples.find((sample) => sample.name === name && Object.entries(labels).every(([label, value]) => sample.labels[label] === value));
    return found?.value ?? 0;
  }
}

function labelsOf(text: string, line: string): Record<string, string> {
  const pairs = [...text.matchAll(/([a-zA-Z_]\w*)="((?:[^"\\\n]|\\.)*)"(?:,|$)/g)];
  if (pairs.map(([pair]) => pair).join('') !== text) throw new Error(`These are no labels: ${line}`);
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, value]));
}

/** As Go reads a number, in which case does not matter for what is none. */
function valueOf(text: string, line: string): number {
  if (/^nan$/i.test(text)) return NaN;
  const value = /^[+-]?inf$/i.test(text) ? Infinity * (text.startsWith('-') ? -1 : 1) : Number(text);
  if (Number.isNaN(value)) throw new Error(`This is no number: ${line}`);
  return value;
}
