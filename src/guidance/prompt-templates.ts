/**
 * The wording of every prompt type. Visitors may edit it; `{{statement}}` and the other marks are filled per problem
 * (prompt.ts).
 */
import type { PromptType } from './agent';

export interface PromptTemplate {
  /** What stands before the conversation; used by chat templates alone. */
  readonly system: string;
  /** Up to where the signal goes. */
  readonly head: string;
  /** From the signal to the answer. */
  readonly tail: string;
  /** How the answer begins: it stands at the end of every type, and in a chat in the model's own turn. */
  readonly answer: string;
  /** Above what the candidates did. */
  readonly candidates: string;
  /** Above what the code so far did. */
  readonly partial: string;
}

export const TEMPLATE_PARTS = ['system', 'head', 'tail', 'answer', 'candidates', 'partial'] as const;

const CANDIDATES_HEADER = `### Trial runs
Possible continuations of the answer below were run on the tests. For each you see the program and what it did. Keep
what works, and avoid what fails.
`;
const PARTIAL_HEADER = `### The answer so far, as it runs
The unfinished answer below was completed just enough to run on the tests.
`;

/** The form that training/ teaches, byte for byte. The built-in model knows its signal by its form: no header. */
const BUILT_IN: PromptTemplate = {
  system: '',
  head: '# Task\n{{statement}}\n# Tests\n{{tests}}\n',
  tail: '# Solution\n',
  answer: '',
  candidates: '',
  partial: '',
};

const INSTRUCT: PromptTemplate = {
  system: '',
  head: `You write Python. Each answer is one fenced block that holds all of the code and nothing else.

### Instruction:
Write a Python function for this task.
Return the words of a sentence that are longer than a limit, in lower case.
It has to pass these tests:
assert long_words("Over the Hills", 3) == ["over", "hills"]
assert long_words("a b", 1) == []

### Response:
\`\`\`python
def long_words(sentence, limit):
    words = sentence.lower().split()
    return [word for word in words if len(word) > limit]
\`\`\`

### Instruction:
Write a Python function for this task.
Find the day with the largest rise in price since the day before. Count days from 0; without a rise the answer is None.
It has to pass these tests:
assert best_day([3, 5, 4, 9]) == 3
assert best_day([4, 2]) is None

### Response:
\`\`\`python
def best_day(prices):
    best, largest = None, 0
    for day in range(1, len(prices)):
        rise = prices[day] - prices[day - 1]
        if rise > largest:
            best, largest = day, rise
    return best
\`\`\`

### Instruction:
Write {{kind}} for this task.
{{statement}}
It has to pass these tests:
{{tests}}

`,
  tail: '### Response:\n',
  answer: '```python\n',
  candidates: CANDIDATES_HEADER,
  partial: PARTIAL_HEADER,
};

const STEPS = `Write it in small steps. Every line does one thing and puts its result into a variable of its own, so that a trace
shows each value: no nested calls, no comprehensions, no chained operations.

Too dense:
def spread(values):
    return max(values) - min(values) if values else 0

In steps:
def spread(values):
    count = len(values)
    if count == 0:
        return 0
    highest = max(values)
    lowest = min(values)
    difference = highest - lowest
    return difference

Too dense:
def initials(name):
    return "".join(part[0].upper() for part in name.split())

In steps:
def initials(name):
    letters = ""
    parts = name.split()
    for part in parts:
        first = part[0]
        capital = first.upper()
        letters = letters + capital
    return letters
`;

const LONG_CODE: PromptTemplate = {
  system: '',
  head: `### Instruction:
Write {{kind}} for this task.
{{statement}}
It has to pass these tests:
{{tests}}

${STEPS}
Answer with one fenced block that holds all of it and nothing else.

`,
  tail: '### Response:\n',
  answer: '```python\n',
  candidates: CANDIDATES_HEADER,
  partial: PARTIAL_HEADER,
};

const CHAT: PromptTemplate = {
  system: 'You write Python code that passes the tests you are given.',
  head: `Write {{kind}} for this task.
{{statement}}

It has to pass these tests:
{{tests}}

`,
  tail: 'Answer with one fenced block of Python that holds all of it, and nothing else.',
  answer: '```python\n',
  candidates: CANDIDATES_HEADER,
  partial: PARTIAL_HEADER,
};

export const PROMPT_TEMPLATES: Readonly<Record<PromptType, PromptTemplate>> = {
  'built-in': BUILT_IN,
  instruct: INSTRUCT,
  'long-code': LONG_CODE,
  chat: CHAT,
};
