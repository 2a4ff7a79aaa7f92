import { GraphQLError, parse, validate } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { requestError, requestErrors } from './errors.js';
import { checkDocument, checkTokens, limits } from './limits/index.js';

/** Texts that are kept, and letters of all of them together: a document takes some thirty times its text. */
const mostDocuments = 1_000;
const mostLetters = 1_000_000;

/**
 * Reads documents: parses them, holds them to the limits and validates them, and remembers those that passed, since
 * programs send the same few again and again and this is most of the work of a small query.
 */
export class Documents {
  readonly #schema: GraphQLSchema;
  readonly #known = new LRUCache<string, DocumentNode>({ max: mostDocuments, maxSize: mostLetters, sizeCalculation: (_, text) => Math.max(1, text.length) });

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  /** How many are remembered. */
  get size(): number {
    return this.#known.size;
  }

  /**
   * What fails is not remembered, and neither is what somebody unknown sends (`remember`): nobody pushes the documents of
   * others out without a token.
   */
  read(text: string, remember: boolean): DocumentNode | readonly GraphQLError[] {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const read = this.#readAnew(text);
    if (remember && 'kind' in read) this.#known.set(text, read);
    return read;
  }

  #readAnew(text: string): DocumentNode | readonly GraphQLError[] {
    const tooLong = checkTokens(text);
    if (tooLong !== null) return [tooLong];
    let document: DocumentNode;
    try {
      document = parse(text, { maxTokens: limits.tokens });
    } catch (error) {
      if (error instanceof GraphQLError) return [requestError('GRAPHQL_PARSE_FAILED', error)];
      throw error;
    }
    const tooMuch = checkDocument(document);
    if (tooMuch !== null) return [tooMuch];
    const errors = validate(this.#schema, document, undefined, { maxErrors: limits.errors });
    if (errors.length === 0) return document;
    const [first] = errors;
    // graphql-js gives up on selections that it would have to compare each with each, and says no more than this.
    return requestErrors('GRAPHQL_VALIDATION_FAILED', first?.message === 'Validation aborted.' ? [new GraphQLError('The same fields are selected over and over: select each once.')] : errors);
  }
}
