/** Tests run as compiled ESM: `tsc -b test` writes build/test, no transformer takes part. */
export default {
  roots: ['<rootDir>/build/test'],
  testMatch: ['**/*.test.js'],
  transform: {},
  setupFiles: ['<rootDir>/build/test/support/console.js'],
  reporters: ['default', '<rootDir>/test/support/closing-line.cjs'],
  testTimeout: 60000,
};
