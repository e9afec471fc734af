/** Of an even number of values the greater of the two in the middle. */
export const median = values => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
