/// Publishes an issuer's two documents, created from a SPIRE server's keys, for any web server.
@NullMarked
package io.spiffeaws.oidc.publish;

import org.jspecify.annotations.NullMarked;
