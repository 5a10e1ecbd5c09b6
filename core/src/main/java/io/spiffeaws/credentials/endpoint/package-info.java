/// Serves credentials over HTTP on the machine's own address, in both forms that SDKs support: the
/// container credentials endpoint, and version 2 of the instance metadata service.
@NullMarked
package io.spiffeaws.credentials.endpoint;

import org.jspecify.annotations.NullMarked;
