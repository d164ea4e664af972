/** A table as data: for a terminal, a document, the page and a CSV file alike. */
export interface Table {
  /** Empty for the main one. */
  readonly title: string;
  readonly header: readonly string[];
  readonly lines: readonly (readonly string[])[];
  /** One per column. */
  readonly alignment: readonly ('left' | 'right')[];
  readonly legend: string;
}
