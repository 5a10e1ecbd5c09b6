/// Endpoints, regions, clients and error responses of AWS, for all adapters that call it.
@NullMarked
package io.spiffeaws.aws;

import org.jspecify.annotations.NullMarked;
