package i18n

import "strings"

// ToolkitID is the id of our text for one of the strings the window's toolkit
// brings itself, from the key the toolkit has for it: "toolkit." and the key in
// lower case, its spaces as underscores. "Create Folder" is
// toolkit.create_folder, "friday.short" is toolkit.friday.short. Texts of area
// toolkit have no readings, which the toolkit could not draw.
func ToolkitID(key string) string {
	return "toolkit." + strings.ReplaceAll(strings.ToLower(key), " ", "_")
}
