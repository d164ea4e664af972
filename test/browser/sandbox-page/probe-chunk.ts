export const answer = (): string => 'from a chunk';
