/// The issuer's two documents as files of any web server, made of a SPIRE server's keys.
@NullMarked
package io.spiffeaws.oidc.publish;

import org.jspecify.annotations.NullMarked;
