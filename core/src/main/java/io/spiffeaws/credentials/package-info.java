/// AWS session credentials in all formats that consumers read.
@NullMarked
package io.spiffeaws.credentials;

import org.jspecify.annotations.NullMarked;
