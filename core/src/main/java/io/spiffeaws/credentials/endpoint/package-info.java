/// Serves credentials over HTTP on the machine's own address. It supports both forms of SDKs: the
/// container credentials endpoint, and version 2 of the instance metadata service.
@NullMarked
package io.spiffeaws.credentials.endpoint;

import org.jspecify.annotations.NullMarked;
