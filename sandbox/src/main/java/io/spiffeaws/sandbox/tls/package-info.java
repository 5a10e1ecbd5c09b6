/// The sandbox's certificate authority and the server certificates that it issues.
@NullMarked
package io.spiffeaws.sandbox.tls;

import org.jspecify.annotations.NullMarked;
