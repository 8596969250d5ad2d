package agreement_test

import (
	"strings"
	"testing"

	"galley/annotate/agreement"
)

// Edge cases in every form that an input may have: each has a figure or a reason, never an error or a number that is none.
func TestEdges(t *testing.T) {
	for _, v := range []string{
		`{"id":"no ratings","measure":"edge-case","input":{"ratings":[]},"expected":{"alpha":null,"cohen_kappa":null,"status":"undefined: nothing annotated"}}`,
		`{"id":"two silent coders","measure":"edge-case","input":{"ratings":[[null,null],[null,null]]},"expected":{"alpha":null,"observed":null,"status":"undefined: nothing annotated"}}`,
		`{"id":"one declared category","measure":"edge-case","input":{"ratings":[["x","x"]]},"params":{"declared_categories":["x"]},"expected":{"observed":1,"gwet_ac1":null,"brennan_prediger":null,"alpha":null}}`,
		`{"id":"missing cells","measure":"edge-case","input":{"ratings":[["x","x",null],["x",null,"y"],[null,"y","y"],["y","y","y"]]},"expected":{"observed":0.75,"fleiss":0.4666666666666667,"status":"ok"},"tolerance":1e-9}`,
		`{"id":"a table of one category","measure":"edge-case","input":{"table":[[7,0],[0,0]]},"expected":{"observed":1,"cohen_kappa":null,"gwet_ac1":1,"krippendorff_alpha":null,"status":"undefined: no variation"}}`,
		`{"id":"a table of nothing","measure":"edge-case","input":{"table":[[0,0],[0,0]]},"expected":{"observed":null,"cohen_kappa":null}}`,
		`{"id":"counts of one","measure":"edge-case","input":{"counts":[[1,0],[0,1]]},"expected":{"fleiss":null,"po":null}}`,
		`{"id":"units rated once","measure":"edge-case","input":{"coders_by_units":[[1,null],[null,2]]},"expected":{"alpha":null,"nominal":null,"status":"undefined: no unit has two ratings"}}`,
		`{"id":"one annotator marks","measure":"edge-case","input":{"continuum":{"a":[[0,4,"x"]]}},"expected":{"gamma":null,"observed_disorder":null,"status":"undefined: fewer than two coders"}}`,
		`{"id":"nobody marks","measure":"edge-case","input":{"continuum":{"a":[],"b":[]}},"expected":{"gamma":null,"observed_disorder":null,"status":"undefined: nothing annotated"}}`,
		`{"id":"no annotator","measure":"gamma-best-alignment","input":{"continuum":{}},"expected":{"disorder":null}}`,
		`{"id":"one silent annotator","measure":"gamma-best-alignment","input":{"continuum":{"a":[[0,4,"x"]],"b":[]}},"expected":{"disorder":2,"unitary_alignments":1},"tolerance":1e-9}`,
		`{"id":"no band","measure":"gamma-monte-carlo-band","input":{"continuum":{"a":[],"b":[]}},"expected":{"gamma":null,"gamma_cat":null}}`,
		`{"id":"one coder cuts","measure":"edge-case","input":{"length":20,"units":[[[0,4,"x"]]]},"expected":{"u_alpha_nominal":null,"alphaU":null,"status":"undefined: fewer than two coders"}}`,
		`{"id":"all of the text","measure":"edge-case","input":{"length":20,"units":[[[0,20,"x"]],[[0,20,"x"]]]},"expected":{"u_alpha_nominal":1,"cu_alpha_nominal":1}}`,
		`{"id":"documents of no spans","measure":"edge-case","input":{"documents":{"d":{"a":[],"b":[]}}},"expected":{"f1":null,"status":"undefined: nothing annotated"}}`,
		`{"id":"documents of no units","measure":"edge-case","input":{"documents":[{"length":9,"units":[[],[]]}]},"expected":{"u_alpha_nominal":null,"status":"undefined: nothing annotated"}}`,
		`{"id":"a document of one","measure":"span-f1-exact","input":{"documents":{"d":{"a":[["x",0,4]]}}},"expected":{"micro_f1":null,"tp":0,"per_document":{"d":null}}}`,
		`{"id":"three annotators","measure":"span-f1-exact","input":{"documents":{"d":{"a":[["x",0,4]],"b":[["x",0,4]],"c":[["x",0,4],["x",5,6]]}}},"expected":{"tp":3,"micro_f1":0.75,"pairwise_mean":0.7777777777777778,"pairwise_sd":0.15713484026367724},"tolerance":1e-12}`,
		`{"id":"parts","measure":"span-f1-exact","input":{"documents":{"d":{"a":[["x",[[0,4],[10,12]]]],"b":[["x",[[10,12],[0,4]]]]}}},"expected":{"micro_f1":1}}`,
		`{"id":"parts apart","measure":"span-f1-relaxed","input":{"a":[["x",[[0,10],[500,600]]]],"b":[["x",[[0,10],[9000,9999]]]]},"expected":{"exact":0,"overlap_labeled":1,"jaccard_0.5_labeled":0}}`,
		`{"id":"no gold","measure":"edge-case","input":{"gold":[],"pred":[["x",0,4]]},"expected":{"strict":{"precision":0,"recall":null,"f1":0,"spu":1}}}`,
		`{"id":"nothing on one side","measure":"edge-case","input":{"a":[],"b":[["x",0,4]]},"expected":{"exact":0,"agr_a_given_b":null,"agr_b_given_a":0,"mean":null}}`,
		`{"id":"no links","measure":"edge-case","input":{"spans_a":{},"relations_a":[],"spans_b":{},"relations_b":[]},"expected":{"exact_args_labeled":null}}`,
		`{"id":"without direction","measure":"relation-f1","input":{"spans_a":{"a":["x",0,4],"b":["x",5,9]},"relations_a":[["contrasts","a","b"]],"spans_b":{"a":["x",0,4],"b":["x",5,9]},"relations_b":[["contrasts","b","a"]]},"params":{"symmetric":["contrasts"]},"expected":{"exact_args_labeled":1}}`,
		`{"id":"no cut","measure":"edge-case","input":{"masses_a":[11],"masses_b":[11]},"expected":{"B":1,"S":1}}`,
		`{"id":"half the mean segment","measure":"windowdiff","input":{"segmentations":["000100000010","000010000100"],"pairs":[[0,1]]},"expected":[0.36363636363636365],"tolerance":1e-12}`,
		`{"id":"no pairs","measure":"edge-case","input":{"matched_pairs":[]},"expected":{"n_matched":0,"alpha":null,"cohen_kappa":null}}`,
		`{"id":"no answers","measure":"edge-case","input":{"answers_task_worker_label":[]},"expected":{"status":"undefined: nothing annotated"}}`,
		`{"id":"numbers for labels","measure":"dawid-skene","input":{"answers_task_worker_label":[[1,"a",0],[1,"b",0],[2,"a",1],[2,"b",1],[3,"a",1],[3,"b",1]]},"params":{"iterations":5},"expected":{"map_labels":[0,1,1],"status":"ok"}}`,
		`{"id":"mace of numbers","measure":"mace","input":{"answers_task_worker_label":[[1,"a",0],[1,"b",0],[2,"a",1],[2,"b",1],[3,"a",1],[3,"b",1]]},"expected":{"map_labels":[0,1,1]}}`,
		`{"id":"a figure alone","measure":"krippendorff-alpha","input":{"coders_by_units":[[1,2,1],[1,2,2]]},"expected":{"nominal":0.4444444444444444},"tolerance":1e-9}`,
		`{"id":"nine in ten","measure":"bootstrap","input":{"units":[[1,1],[1,2],[2,2]],"resamples":[[0,1,2],[1,1,2],[2,2,0],[1,2,0]]},"params":{"conf":0.9},"expected":{"ci":[-0.14583333333333334,0.9166666666666665]},"tolerance":1e-9}`,
	} {
		r, err := agreement.Check(strings.NewReader("[" + v + "]"))
		if err != nil {
			t.Fatal(v, err)
		}
		if c := r.Checks[0]; !c.Passed {
			t.Errorf("%s: %s (got %s)", c.ID, c.Problem, c.Got)
		}
	}
}

// A vector may take over another's input and say a part of it otherwise.
func TestInputOfAnother(t *testing.T) {
	r, err := agreement.Check(strings.NewReader(`[
		{"id":"first","measure":"two-rater-table","input":{"table":[[1,2],[2,1]],"categories":[1,2]},"expected":{"observed":0.3333333333333333},"tolerance":1e-9},
		{"id":"second","measure":"two-rater-table","input":{"ref":"first"},"params":{"weights":"unweighted"},"expected":{"observed":0.3333333333333333},"tolerance":1e-9},
		{"id":"third","measure":"two-rater-table","input":{"ref":"first","table":[[3,0],[0,3]]},"expected":{"observed":1}}]`))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range r.Missed() {
		t.Errorf("%s: %s", c.ID, c.Problem)
	}
}
