// Package jpki reads the two certificates of the Japanese public personal
// authentication service (公的個人認証サービス, JPKI), compares their issuer with
// pinned authorities, and makes a crypto.Signer of a key on the card.
//
// It follows what the published profile (J-LIS プロファイル仕様書 3.2) and real
// certificates show, and is lenient where only a certificate's form is odd. It
// cannot know whether a certificate was revoked: only those the law names may
// ask. It brings no pins of its own; they are passed in.
package jpki
