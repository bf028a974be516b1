package vpcd

import (
	"net"
	"syscall"
)

// acknowledge asks the kernel to acknowledge what arrives next at once. The
// driver sends length and payload one after the other and its kernel holds the
// second back until the first is acknowledged, which would cost some 40 ms with
// every command. The kernel forgets the wish, so it is made anew for each
// frame; if it cannot be made, everything works, slowly.
func acknowledge(conn net.Conn) {
	tcp, ok := conn.(*net.TCPConn)
	if !ok {
		return
	}
	raw, err := tcp.SyscallConn()
	if err != nil {
		return
	}
	_ = raw.Control(func(fd uintptr) {
		_ = syscall.SetsockoptInt(int(fd), syscall.IPPROTO_TCP, syscall.TCP_QUICKACK, 1)
	})
}
