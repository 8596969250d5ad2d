// Package server lays the desk out under its addresses and serves it, or writes it to a folder for any static host.
//
// A [Site] is every file of one version of the desk under one base address, ready to be sent: [Site.Handler] serves
// it with strict headers, [Site.WriteTo] writes it down. Both send the very same bytes, and the same inputs give the
// same bytes always.
//
// Files live at base + "v/" + version + "/": the version is a hash over all of them, so they may be cached for ever,
// what one of them fetches is always of its own version, and an old page never runs with a new worker. Only the
// page, the manifest and the service worker have addresses that stay.
package server
