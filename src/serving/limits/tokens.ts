import type { GraphQLError } from 'graphql';
import { Lexer, Source, TokenKind } from 'graphql';
import { limitExceeded, limits } from './limits.js';

/** Counts words and brackets before the parser sees them: it calls itself for each bracket that another one holds. */
export function checkTokens(text: string): GraphQLError | null {
  const lexer = new Lexer(new Source(text));
  let nesting = 0;
  try {
    for (let count = 0; lexer.advance().kind !== TokenKind.EOF; count++) {
      if (count === limits.tokens) return limitExceeded('tokens', `A document has at most ${limits.tokens} words and signs. Send values as variables, and split the operation.`);
      nesting += steps[lexer.token.kind] ?? 0;
      if (nesting > limits.nesting) return limitExceeded('nesting', `Brackets stand inside brackets ${limits.nesting} times at most.`);
    }
    return null;
  } catch {
    return null; // what is no word at all is the parser's to tell
  }
}

const steps: Readonly<Partial<Record<TokenKind, number>>> = {
  [TokenKind.PAREN_L]: 1,
  [TokenKind.PAREN_R]: -1,
  [TokenKind.BRACKET_L]: 1,
  [TokenKind.BRACKET_R]: -1,
  [TokenKind.BRACE_L]: 1,
  [TokenKind.BRACE_R]: -1,
};
