/// How servers are reached over HTTP and TLS: proxies, CAs and time limits, by the same rules for
/// every client.
@NullMarked
package io.spiffeaws.http;

import org.jspecify.annotations.NullMarked;
