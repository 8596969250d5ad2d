//go:build e2e

package e2e

import "testing"

func TestAgreeLook(t *testing.T) {
	t.Run("journey", TestAgreement)
	t.Run("screens", TestAgreementScreens)
}
