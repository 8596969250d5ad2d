// Package app holds no code of its own, only a test of who may import whom. Its folders are the desk around the core:
//
//   - editor is the headless heart (model, messages, effects) and declares the ports it needs;
//   - ui draws it with go-app, and browser is where the page's platform lives;
//   - worker is what the page asks of its worker, and worker/host does it, in the browser and natively alike;
//   - store holds journals: in IndexedDB, in a file, in memory;
//   - server and cli are the way out of the browser;
//   - cmd wires them together, and e2e drives the result.
package app
