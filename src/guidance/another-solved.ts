/** Thrown instead of a call of the model, where another agent has solved the problem already. */
export class AnotherSolved extends Error {
  constructor() {
    super('Another agent has solved the problem.');
  }
}
