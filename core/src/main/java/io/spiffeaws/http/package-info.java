/// Connections to servers over HTTP and TLS, with the same proxies, CAs and timeouts for every
/// client.
@NullMarked
package io.spiffeaws.http;

import org.jspecify.annotations.NullMarked;
