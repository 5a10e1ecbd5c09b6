/// gRPC servers on Unix sockets that know the user and group of whoever calls.
@NullMarked
package io.spiffeaws.sandbox.socket;

import org.jspecify.annotations.NullMarked;
