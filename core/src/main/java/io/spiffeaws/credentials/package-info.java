/// AWS session credentials in every form that a consumer reads.
@NullMarked
package io.spiffeaws.credentials;

import org.jspecify.annotations.NullMarked;
