/** Packages that a problem may ask for. With what they depend on they are all that the page ever fetches. */
import * as v from 'valibot';

export const PACKAGE_NAMES = ['numpy', 'pandas'] as const;

/** Python packages that a problem's tests or solutions need, beside those that its own code imports. */
export const PackagesSchema = v.optional(
  v.array(v.picklist(PACKAGE_NAMES, `names a package other than ${PACKAGE_NAMES.join(' and ')}`)),
);
