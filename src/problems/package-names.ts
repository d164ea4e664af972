/** Packages that a problem may ask for. With what they depend on they are all that the page ever fetches. */
export const PACKAGE_NAMES = ['numpy', 'pandas'] as const;
