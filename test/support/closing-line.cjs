/** Ends a test run with one plain line: how many tests passed, failed and were skipped. */
module.exports = class ClosingLine {
  onRunComplete(_contexts, results) {
    const suites = results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    process.stdout.write(
      `${results.numPassedTests} passed, ${results.numFailedTests + suites} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`,
    );
  }
};
