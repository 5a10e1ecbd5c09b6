/// Checks whether a session has permission to write, read and delete objects in a bucket.
@NullMarked
package io.spiffeaws.s3;

import org.jspecify.annotations.NullMarked;
