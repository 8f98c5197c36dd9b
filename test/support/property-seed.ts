import fc from 'fast-check';

/** `PROPERTY_SEED` repeats a run of the properties; without it each run tries other inputs. */
const seed = process.env['PROPERTY_SEED'];
if (seed !== undefined) fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
