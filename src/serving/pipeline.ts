import { setTimeout as pause } from 'node:timers/promises';
import { GraphQLError, OperationTypeNode, execute, getOperationAST, getVariableValues } from 'graphql';
import type { DocumentNode, ExecutionArgs, ExecutionResult, FormattedExecutionResult, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { createContext } from '../context.js';
import type { Context } from '../context.js';
import { Refusal } from '../domain/common/refusal.js';
import { Budget } from '../graph/budget.js';
import type { Sources } from '../graph/change.js';
import type { Verified } from '../identity.js';
import { CostModel, heavyFrom, tryCost } from './cost.js';
import type { Cost } from './cost.js';
import { Documents } from './documents.js';
import { formatError, requestError, requestErrors } from './errors.js';
import { checkAnswer, checkCost, checkVariableArrays, limits, tooMuchOf } from './limits/index.js';
import { lettersEach, measuredField } from './measuring.js';
import type { Metrics } from './metrics.js';
import { networkOf } from './network.js';
import { Places, Stay, nowhere } from './places.js';
import { RateLimit } from './rate.js';
import { costShown, crowded, elsewhere, refuse, throttled } from './refusals.js';
import type { Refused } from './refusals.js';
import type { Allowance, Rate } from './rate.js';

/** What a client asks for, by whatever transport. */
export interface OperationRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly operationName?: string | null | undefined;
}

export type Transport = 'GET' | 'POST' | 'WEBSOCKET';

/** Who asks, from where, and having seen what. */
export interface Asker {
  readonly requestId: string;
  readonly verified: Verified;
  /** The network address; who has no valid token is known by it alone. */
  readonly address: string;
  readonly bookmarks: readonly string[];
}

/** An operation that may be executed: what graphql-js takes, and what it costs. */
export interface Operation extends ExecutionArgs {
  readonly contextValue: Context;
  readonly operation: OperationDefinitionNode;
  readonly cost: Cost;
  readonly allowance: Allowance;
  /** Among those under way at once, until its answer has been taken. Whoever lets it in says when. */
  readonly stay: Stay;
}

export interface PipelineOptions {
  readonly schema: GraphQLSchema;
  readonly sources: Sources;
  readonly logger: Logger;
  /** Left out, nobody is throttled. */
  readonly rate?: Rate;
  /** Operations of one viewer that may be under way at once; left out, as many as they like. */
  readonly atOnce?: number;
  /** Milliseconds that an operation may take; left out, each statement's own limit is the only one. */
  readonly operationTimeout?: number;
  /** Left out, nothing is counted. */
  readonly metrics?: Metrics;
}

/** What can be done over which transport. A GET may be sent again by anything on the way, so it changes nothing. */
const allowed: Readonly<Record<Transport, ReadonlySet<OperationTypeNode>>> = {
  GET: new Set([OperationTypeNode.QUERY]),
  POST: new Set([OperationTypeNode.QUERY, OperationTypeNode.MUTATION]),
  WEBSOCKET: new Set([OperationTypeNode.QUERY, OperationTypeNode.MUTATION, OperationTypeNode.SUBSCRIPTION]),
};

/** What a request costs that is refused for its form, or for want of a place: reading it was work too. */
const refusedCost: Cost = { requested: 1, nodes: 0 };

/** Different tools ask for the description of the schema in some ten ways. */
const mostDescriptions = 16;

/** Everything between a socket and the execution of an operation, the same for every transport. */
export class Pipeline {
  readonly #options: PipelineOptions;
  readonly #documents: Documents;
  readonly #costs: CostModel;
  readonly #rate: RateLimit;
  readonly #places: Places;
  /** Events wait for a place, and are told one after the other; what their listener asks meanwhile has places of its own. */
  readonly #placesOfEvents: Places;
  /** The schema does not change, so what it is described as doesn't: tools ask for it every few seconds. */
  readonly #descriptions = new LRUCache<string, ExecutionResult>({ max: mostDescriptions });

  constructor(options: PipelineOptions) {
    this.#options = options;
    this.#documents = new Documents(options.schema);
    this.#costs = new CostModel(options.schema);
    this.#rate = new RateLimit(options.rate ?? { perMinute: 0, burst: 0 }, options.sources.clock);
    this.#places = new Places(options.atOnce ?? 0);
    this.#placesOfEvents = new Places(options.atOnce ?? 0);
  }

  /** How many operations are under way, of all viewers; events of subscriptions that are being answered are some. */
  get underWay(): number {
    return this.#places.taken + this.#placesOfEvents.taken;
  }

  get schema(): GraphQLSchema {
    return this.#options.schema;
  }

  /** Reads an operation, holds it to every limit, and takes its cost from the asker's allowance. Nothing is executed. */
  prepare(request: OperationRequest, transport: Transport, asker: Asker): Operation | Refused {
    const read = this.#read(request, transport, asker);
    if ('errors' in read) {
      for (const err of read.errors) this.#log(asker.requestId, 'info', { operationName: request.operationName ?? undefined, err }, 'an operation was refused');
    }
    const { rate } = this.#options;
    const payer = payerOf(asker);
    const place = 'errors' in read ? null : read.operation.operation === OperationTypeNode.SUBSCRIPTION ? nowhere : this.#places.take(payer);
    const cost = 'errors' in read || place === null ? refusedCost : read.cost;
    const allowance = this.#rate.spend(payer, cost.requested);
    if (!allowance.granted) {
      place?.leave();
      return this.#sendAway('throttled', throttled(costShown('errors' in read ? cost : read.cost, allowance, rate), allowance.retryAfterSeconds));
    }
    if ('errors' in read) return this.#sendAway('refused', read);
    if (place === null) return this.#sendAway('throttled', crowded(costShown(cost, allowance, rate), this.#places.most));
    const { document, operation } = read;
    this.#options.logger.info({ requestId: asker.requestId, operationName: operation.name?.value, kind: operation.operation, cost: cost.requested }, 'operation');
    return {
      schema: this.#options.schema,
      document,
      operation,
      operationName: request.operationName ?? null,
      variableValues: request.variables ?? {},
      contextValue: this.#contextFor(asker, request.query, cost),
      fieldResolver: measuredField,
      cost,
      allowance,
      stay: new Stay(place),
    };
  }

  /** What an operation of this asker knows, with a budget that begins now. Nothing in it outlives one answer. */
  #contextFor({ requestId, verified, bookmarks }: Asker, document: string, cost: Cost): Context {
    const { sources, operationTimeout } = this.#options;
    const budget = new Budget({ milliseconds: operationTimeout ?? Infinity, reading: limits.reading, answer: limits.answer, answerEach: lettersEach(document), heavy: cost.requested >= heavyFrom });
    return createContext(sources, { requestId, identity: verified.identity, because: verified.because, expiresAt: verified.expiresAt, bookmarks, budget });
  }

  /**
   * Takes the cost of one more answer from the asker's allowance, and waits where it is used up: an event is not refused.
   * @returns whether it had to wait; nobody is paid for any more once the signal says that they have gone
   */
  async afford(asker: Asker, cost: Cost, signal: AbortSignal): Promise<boolean> {
    for (let waited = false; ; waited = true) {
      if (signal.aborted) return waited;
      const { granted, retryAfterSeconds } = this.#rate.spend(payerOf(asker), cost.requested);
      if (granted) return waited;
      await pause(retryAfterSeconds * 1_000, undefined, { signal }).catch(() => undefined);
    }
  }

  /**
   * Lets one more event of a subscription be answered, once it can be paid for and has a place.
   * @returns whether it had to wait; null for whoever has gone
   */
  async admit(asker: Asker, cost: Cost, signal: AbortSignal): Promise<{ readonly stay: Stay; readonly waited: boolean } | null> {
    const waited = await this.afford(asker, cost, signal);
    const payer = payerOf(asker);
    const free = signal.aborted ? null : this.#placesOfEvents.take(payer);
    if (free !== null) return { stay: new Stay(free), waited };
    const place = await this.#placesOfEvents.wait(payer, signal);
    return place === null ? null : { stay: new Stay(place), waited: true };
  }

  /** Executes a query or a mutation, and puts the answer into the words of a client. */
  async execute(operation: Operation): Promise<FormattedExecutionResult> {
    try {
      return this.finish(operation, await (isDescription(operation) ? this.#describe(operation) : execute(operation)));
    } finally {
      operation.stay.worked();
    }
  }

  async #describe(operation: Operation): Promise<ExecutionResult> {
    const key = JSON.stringify([operation.operationName, operation.document.loc?.source.body]);
    const known = this.#descriptions.get(key);
    if (known !== undefined) return known;
    const described = await execute(operation);
    this.#descriptions.set(key, described);
    return described;
  }

  /** The answer as a client gets it: errors mapped, with what it cost, and what to send back to read what was written. */
  finish(operation: Operation, result: ExecutionResult, context: Context = operation.contextValue): FormattedExecutionResult {
    const { requestId, written, sources } = context;
    const { exceeded } = context.budget;
    const tooMuch = exceeded === null ? checkAnswer(result.data) : tooMuchOf(exceeded.what);
    const { errors: met, data } = tooMuch === null ? result : { errors: [tooMuch], data: null };
    const errors = met?.slice(0, limits.errors).map((error) => {
      this.#logExecution(requestId, operation, error);
      return formatError(error, requestId);
    });
    const errorsLeftOut = (met?.length ?? 0) - (errors?.length ?? 0);
    this.#options.metrics?.answered(operation, performance.now() - context.budget.began, context.budget.roundTrips, errors ?? []);
    return {
      ...(errors === undefined ? {} : { errors }),
      ...(data === undefined ? {} : { data }),
      extensions: {
        cost: costShown(operation.cost, operation.allowance, this.#options.rate),
        ...(errorsLeftOut === 0 ? {} : { errorsLeftOut }),
        ...(written.size === 0 ? {} : { bookmark: sources.database.sealBookmarks(written) }),
      },
    };
  }

  #read(request: OperationRequest, transport: Transport, asker: Asker): { document: DocumentNode; operation: OperationDefinitionNode; cost: Cost } | Refused {
    if (request.query.length > limits.body) return refuse(new GraphQLError(`A document has at most ${limits.body} letters.`, { extensions: { code: 'LIMIT_EXCEEDED', limit: 'body', allowed: limits.body } }));
    const document = this.#documents.read(request.query, asker.verified.identity !== null);
    if (!('kind' in document)) return { errors: document };
    const operation = getOperationAST(document, request.operationName);
    if (operation == null) {
      return refuse(requestError('OPERATION_RESOLUTION_FAILURE', new GraphQLError(request.operationName ? `The document has no operation named "${request.operationName}".` : 'The document has several operations: say in operationName which one is meant.')));
    }
    if (!allowed[transport].has(operation.operation)) return elsewhere(operation, transport === 'GET');
    const variables = request.variables ?? {};
    const tooMuch = checkVariableArrays(variables);
    if (tooMuch !== null) return refuse(tooMuch);
    const { coerced, errors } = getVariableValues(this.schema, operation.variableDefinitions ?? [], variables, { maxErrors: limits.errors });
    if (errors !== undefined) return { errors: requestErrors('BAD_USER_INPUT', errors) };
    const cost = tryCost(() => this.#costs.costOf(document, operation, coerced));
    if (cost instanceof GraphQLError) return refuse(cost);
    const tooMuchAtOnce = checkCost(cost);
    return tooMuchAtOnce === null ? { document, operation, cost } : refuse(tooMuchAtOnce);
  }

  #sendAway(outcome: 'refused' | 'throttled', refused: Refused): Refused {
    this.#options.metrics?.refused(outcome, refused.errors);
    return refused;
  }

  #logExecution(requestId: string, { operation }: Operation, error: GraphQLError): void {
    const cause = error.originalError ?? error;
    if (cause instanceof Refusal && cause.cause === undefined) return;
    const level = cause instanceof Refusal ? 'warn' : cause === error ? 'info' : 'error';
    this.#log(requestId, level, { operationName: operation.name?.value, err: cause instanceof Refusal ? cause.cause : cause, path: error.path }, 'an operation met an error');
  }

  #log(requestId: string, level: 'info' | 'warn' | 'error', details: object, message: string): void {
    this.#options.logger[level]({ requestId, ...details }, message);
  }
}

/** Whether it asks about the schema alone, and nothing in it varies. */
function isDescription({ operation, cost }: Operation): boolean {
  return cost.requested === 0 && operation.operation === OperationTypeNode.QUERY && operation.variableDefinitions?.length === 0;
}

/** Whose allowance an operation is paid from: the viewer's; without a valid token, whoever shares the address. */
function payerOf({ verified: { identity }, address }: Asker): string {
  return identity === null ? `address ${networkOf(address)}` : JSON.stringify([identity.org, identity.subject]);
}
