/** Problems from strangers: it is the test or the returned value that is hostile. */
import { body, program } from '../attempt';

export const FROM_OUTSIDE = [
  program('pollution')(
    'keys of prototypes',
    'a page that copies keys changes what every object inherits',
    'def f(x):\n    return \'{"__proto__": {"polluted": "yes"}, "constructor": {"prototype": {"polluted": "yes"}}}\'\n',
    { test: 'assert f("__proto__") != {"__proto__": 1, "constructor": {"prototype": 2}}' },
  ),
  program('heap')(
    'a test of 50 million letters',
    'it crosses every boundary on its way',
    body('kept = x * 6 if type(x) is str else x', 'return 1'),
    { test: 'assert f("LONG") == 1' },
  ),
  program('ends')('a test that is nested deeply', 'the parser of the referee reads it', body(), {
    test: `assert f(${'-'.repeat(30_000)}1) == 1`,
  }),
];
