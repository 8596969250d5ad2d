package server

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"
)

// ErrNotLoopback reports an address that other machines could reach.
var ErrNotLoopback = errors.New("not a loopback address")

// Listen opens addr ("127.0.0.1:8080"; port 0 picks a free one). An address that other machines could reach is
// refused unless anyone is true: the desk has no accounts, and who reaches it can read what it serves.
func Listen(addr string, anyone bool) (net.Listener, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fmt.Errorf("address %q: write it as 127.0.0.1:8080", addr)
	}
	if !anyone && !loopback(host) {
		return nil, fmt.Errorf("address %q: %w: use 127.0.0.1 or, if other machines shall reach the desk, say so with --anyone", addr, ErrNotLoopback)
	}
	return net.Listen("tcp", addr)
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Hosts returns the values of the Host header under which a loopback listener may be asked.
func Hosts(l net.Listener) []string {
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		return []string{}
	}
	names := []string{"localhost", "127.0.0.1", "[::1]"}
	if host, _, err := net.SplitHostPort(l.Addr().String()); err == nil && net.ParseIP(host).To4() != nil && host != "127.0.0.1" {
		names = append(names, host)
	}
	var hosts []string
	for _, n := range names {
		hosts = append(hosts, n+":"+port)
		if port == "80" {
			hosts = append(hosts, n)
		}
	}
	return hosts
}

// Serve answers on l until ctx ends, then lets running answers finish, for five seconds at most.
func Serve(ctx context.Context, l net.Listener, h http.Handler) error {
	srv := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      2 * time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
	}
	done := make(chan error, 1)
	go func() { done <- srv.Serve(l) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if err := srv.Shutdown(last); err != nil {
		return srv.Close()
	}
	return nil
}
