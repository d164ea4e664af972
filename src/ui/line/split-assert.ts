/** The call and the expected value of `assert call == expected`, for showing "got" beside "expected". */

export interface AssertParts {
  readonly call: string;
  /** null where the assert compares nothing with `==`; then the test itself says all there is. */
  readonly expected: string | null;
}

export function splitAssert(test: string): AssertParts {
  const body = test.trim().replace(/^assert\b\s*/, '');
  let depth = 0;
  let quote = '';
  let equals = -1;
  for (let i = 0; i < body.length; i++) {
    const c = body.charAt(i);
    if (quote !== '') {
      if (c === '\\') i++;
      else if (c === quote) quote = '';
    } else if (c === '"' || c === "'") quote = c;
    else if ('([{'.includes(c)) depth++;
    else if (')]}'.includes(c)) depth--;
    else if (depth > 0) continue;
    else if (c === ',') return equals < 0 ? whole(body) : parts(body.slice(0, i), equals);
    else if (equals < 0 && body.startsWith('==', i)) {
      equals = i;
      i++;
    } else if (joins(body, i)) return whole(body);
  }
  return equals < 0 ? whole(body) : parts(body, equals);
}

/** Whether a boolean operator begins here: such a test is more than one comparison. */
function joins(body: string, at: number): boolean {
  return !/\w/.test(body.charAt(at - 1)) && /^(and|or|not)\b/.test(body.slice(at));
}

function whole(body: string): AssertParts {
  return { call: body, expected: null };
}

function parts(body: string, equals: number): AssertParts {
  return { call: body.slice(0, equals).trim(), expected: body.slice(equals + 2).trim() };
}
