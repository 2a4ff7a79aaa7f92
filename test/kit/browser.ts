import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { WebSocket } from 'ws';

/** Where a Chromium is on this machine; null where there is none. */
export function findBrowser(): string | null {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = [process.env['PROMISEGRAPH_TEST_CHROMIUM'] ?? '', ...folders.flatMap((folder) => names.map((name) => join(folder, name)))];
  return candidates.find((path) => path !== '' && isExecutable(path)) ?? null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- each event of the protocol has its own
  readonly result?: Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any -- each command too
  readonly error?: { readonly message: string };
}

/** A page in a headless Chromium of its own, spoken to in its debugging protocol. */
export class Browser {
  /** Every address that the page asked for. */
  readonly requested: string[] = [];
  /** Every message that came over its sockets. */
  readonly heard: string[] = [];
  /** What the page complained of: exceptions, console errors, refusals of its security policy. */
  readonly complaints: string[] = [];
  readonly #waiting = new Map<number, { resolve(result: Record<string, unknown>): void; reject(error: Error): void }>();
  #counter = 0;
  #session: string | undefined;

  private constructor(private readonly process: ChildProcess, private readonly folder: string, private readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => this.#hear(JSON.parse(data.toString('utf8')) as Message));
  }

  static async open(program: string): Promise<Browser> {
    const folder = mkdtempSync(join(tmpdir(), 'promisegraph-browser-'));
    const parameters = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--window-size=1400,900', '--remote-debugging-port=0', `--user-data-dir=${folder}`, 'about:blank'];
    const process = spawn(program, parameters, { stdio: ['ignore', 'ignore', 'pipe'] });
    const address = await new Promise<string>((resolve, reject) => {
      let said = '';
      process.once('error', reject).once('exit', () => reject(new Error(`The browser ended:\n${said}`)));
      process.stderr.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
        if (found !== undefined) resolve(found);
      });
    });
    const socket = new WebSocket(address);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    const browser = new Browser(process, folder, socket);
    const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank' });
    browser.#session = (await browser.send('Target.attachToTarget', { targetId, flatten: true }))['sessionId'] as string;
    for (const domain of ['Page', 'Runtime', 'Network', 'Log']) await browser.send(`${domain}.enable`);
    return browser;
  }

  async goTo(url: string): Promise<void> {
    await this.send('Page.navigate', { url });
  }

  /** The value of an expression in the page, once it is there. @throws when it isn't for half a minute */
  async waitFor<T>(expression: string): Promise<T> {
    for (const end = Date.now() + 30_000; ; ) {
      // A page that is being left has no answer any more, and the next one has none yet.
      const value = await this.evaluate<T>(expression).catch((error: Error) => (/context|navigated/i.test(error.message) ? null : Promise.reject(error)));
      if (value !== null && value !== undefined && value !== false) return value;
      if (Date.now() > end) throw new Error(`The page never had: ${expression}\n${this.complaints.join('\n')}\n${await this.evaluate<string>('document.body.innerText')}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async evaluate<T>(expression: string): Promise<T | null> {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails !== undefined) throw new Error(`${expression}\n${JSON.stringify(exceptionDetails)}`);
    return ((result as { value?: T }).value ?? null) as T | null;
  }

  /** A picture of the page as it is. */
  async paint(file: string): Promise<void> {
    const { data } = await this.send('Page.captureScreenshot', { format: 'png' });
    writeFileSync(file, Buffer.from(String(data), 'base64'));
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('close', resolve));
    this.process.kill('SIGKILL');
    await ended;
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }

  async send(method: string, parameters: object = {}): Promise<Record<string, unknown>> {
    const id = ++this.#counter;
    const answered = new Promise<Record<string, unknown>>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.socket.send(JSON.stringify({ id, method, params: parameters, sessionId: this.#session }));
    return answered;
  }

  #hear({ id, method, params, result, error }: Message): void {
    if (id !== undefined) {
      if (error === undefined) this.#waiting.get(id)?.resolve(result ?? {});
      else this.#waiting.get(id)?.reject(new Error(error.message));
      this.#waiting.delete(id);
    }
    if (method === 'Network.requestWillBeSent') this.requested.push(String(params?.request.url));
    if (method === 'Network.webSocketCreated') this.requested.push(String(params?.url));
    if (method === 'Network.webSocketFrameReceived') this.heard.push(String(params?.response.payloadData));
    if (method === 'Runtime.exceptionThrown') this.complaints.push(`${String(params?.exceptionDetails.text)} ${inWords(params?.exceptionDetails.exception)}`);
    if (method === 'Runtime.consoleAPICalled' && params?.type === 'error') this.complaints.push(params.args.map(inWords).join(' '));
    if (method === 'Log.entryAdded' && params?.entry.level === 'error') this.complaints.push(`${String(params.entry.text)} ${String(params.entry.url ?? '')}`);
  }
}

interface Remote {
  readonly value?: unknown;
  readonly description?: string;
  readonly preview?: object;
}

/** A value of the page. Of what is neither text nor error, its description is but a name: "Array(1)". */
function inWords(one: Remote | undefined): string {
  return one?.value === undefined ? `${one?.description ?? ''} ${JSON.stringify(one?.preview ?? '')}` : String(one.value);
}
