// ESLint of the page (resources/web), and of everything that runs in Node (tests, packaging). packaging/lint.sh runs it.
import js from '@eslint/js';
import globals from 'globals';

const rules = {
    ...js.configs.recommended.rules,
    'array-callback-return': 'error',
    'consistent-return': 'off',
    curly: ['error', 'all'],
    eqeqeq: 'error',
    'no-constructor-return': 'error',
    'no-promise-executor-return': 'off',
    'no-self-compare': 'error',
    'no-shadow': 'error',
    'no-template-curly-in-string': 'error',
    'no-unreachable-loop': 'error',
    'no-unused-private-class-members': 'error',
    'no-use-before-define': ['error', { functions: false, classes: false, variables: false }],
    'no-useless-concat': 'error',
    'no-var': 'error',
    'object-shorthand': 'error',
    'prefer-const': ['error', { destructuring: 'all' }],
    'require-atomic-updates': 'off',
};

export default [
    { ignores: ['**/node_modules/', 'build/'] },
    {
        files: ['resources/web/**/*.js'],
        languageOptions: { ecmaVersion: 2022, sourceType: 'module', globals: globals.browser },
        linterOptions: { reportUnusedDisableDirectives: 'error' },
        rules,
    },
    {
        files: ['tests/**/*.mjs', 'packaging/**/*.mjs'],
        languageOptions: { ecmaVersion: 2023, sourceType: 'module', globals: { ...globals.node, ...globals.browser } },
        linterOptions: { reportUnusedDisableDirectives: 'error' },
        rules,
    },
];
