/// Whether a session may write, read and delete in a bucket.
@NullMarked
package io.spiffeaws.s3;

import org.jspecify.annotations.NullMarked;
