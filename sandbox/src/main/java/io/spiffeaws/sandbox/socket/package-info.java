/// gRPC servers on Unix sockets that identify the user and group of the caller.
@NullMarked
package io.spiffeaws.sandbox.socket;

import org.jspecify.annotations.NullMarked;
